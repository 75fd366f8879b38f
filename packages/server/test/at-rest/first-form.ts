import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { addressKey, nameKey } from '../../src/domain/name-and-address.ts'
import type { Keyring } from '../../src/keys/keyring.ts'
import type { Database } from '../../src/store/database.ts'
import { bodyOf, documentSeal, headingOf } from '../../src/store/document-seal.ts'
import { openNumber, profileOf } from '../../src/store/recipient-seal.ts'
import { markSealed, type OlderPart, olderParts } from '../../src/store/sealing/marks.ts'

/** What the first version of the program sealed, written as it did: nothing of it is left in the product. */
export function sealFirst(masterKey: Buffer, use: 'wrap data keys' | 'encrypt texts', plain: Buffer | string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `brevdue/1/${use}`, 32))
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', createHmac('sha256', key).update(salt).digest(), nonce)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(1), salt, nonce, cipher.getAuthTag(), sealed])
}

/** Writes all documents as the first version would have, and forgets that there was a later one. */
export async function documentsOfBefore(db: Database, keyring: Keyring, masterKey: Buffer): Promise<void> {
  const rows = await db
    .selectFrom('document as d')
    .innerJoin('letter as l', 'l.message_id', 'd.message_id')
    .selectAll('d')
    .select(['l.id as letterId', 'l.mailbox_id as mailboxId'])
    .execute()
  for (const row of rows) {
    const seal = documentSeal(keyring, row)
    const heading = headingOf(keyring, row, row)
    const { subject, kind = null, action = null, amount = null, invoiceReference = null } = heading
    const receipt = row.opening_receipt === null ? null : (heading.openingReceipt ?? '')
    const { dataTypeXml, contentHash } = bodyOf(keyring, row, row)
    const wrapFirst = (column: 'wrapped_key' | 'view_wrapped_key'): Buffer | null => {
      const wrapped = row[column]
      return wrapped === null ? null : sealFirst(masterKey, 'wrap data keys', seal.unwrap(column, wrapped).export())
    }
    await db
      .updateTable('document')
      .set({
        subject,
        opening_receipt: receipt,
        data_type_xml: dataTypeXml,
        data_type_name: kind,
        content_hash: contentHash,
      })
      .set({ wrapped_key: wrapFirst('wrapped_key'), view_wrapped_key: wrapFirst('view_wrapped_key') })
      .set({ heading_encrypted: null, data_type_encrypted: null, content_hash_encrypted: null })
      .where('id', '=', row.id)
      .execute()
    if (row.position > 0) continue
    await db.updateTable('letter').set({ kind, action, amount }).where('id', '=', row.letterId).execute()
    await db
      .updateTable('message')
      .set({ invoice_reference: invoiceReference })
      .where('id', '=', row.message_id)
      .execute()
  }
  await forgetSealing(db, keyring, 'documents')
}

/** Writes the register as the first version would have, and forgets that there was a later one. */
export async function registerOfBefore(db: Database, keyring: Keyring, masterKey: Buffer): Promise<void> {
  const hashes = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'brevdue/1/hash identities', 32))
  for (const row of await db.selectFrom('recipient').selectAll().execute()) {
    const profile = profileOf(keyring, row.id, row.profile_encrypted)
    const numbers = (column: 'identity_encrypted' | 'bank_account_encrypted') => {
      const sealed = row[column]
      if (sealed === null) return { hash: null, encrypted: null }
      const number = openNumber(keyring, row.id, column, sealed)
      const hash = createHmac('sha256', hashes).update(number).digest()
      return { hash, encrypted: sealFirst(masterKey, 'encrypt texts', number) }
    }
    const [identity, bankAccount] = [numbers('identity_encrypted'), numbers('bank_account_encrypted')]
    await db
      .updateTable('recipient')
      .set({ name: profile.name, name_key: nameKey(profile.name), digipost_address: profile.digipostAddress })
      .set({ birth_date: profile.birthDate, postal_code: profile.postalCode, city: profile.city })
      .set({ address_line1: profile.addressLine1, address_line2: profile.addressLine2 })
      .set({ address_key: profile.addressLine1 === null ? null : addressKey(profile.addressLine1) })
      .set({ phone_number: profile.phoneNumber, email_address: profile.emailAddress })
      .set({ identity_hash: identity.hash, identity_encrypted: identity.encrypted })
      .set({ bank_account_hash: bankAccount.hash, bank_account_encrypted: bankAccount.encrypted })
      .set({ profile_encrypted: null, digipost_address_hash: null })
      .set({ name_postal_code_hash: null, name_birth_date_hash: null })
      .where('id', '=', row.id)
      .execute()
  }
  await forgetSealing(db, keyring, 'register')
}

async function forgetSealing(db: Database, keyring: Keyring, part: OlderPart): Promise<void> {
  await markSealed(db, keyring, olderParts)
  await sql`DELETE FROM installation WHERE name = ${`sealed again: ${part}`}`.execute(db)
  await sql`INSERT INTO installation VALUES ('master key check', ${keyring.checkValue()}) ON CONFLICT DO NOTHING`.execute(
    db,
  )
}
