import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Keyring } from '../../src/keys/keyring.ts'
import type { Database } from '../../src/store/database.ts'
import { bodyOf, documentSeal, headingOf } from '../../src/store/document-seal.ts'

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
    const { subject, kind = null, action = null, amount = null, invoiceReference = null } = headingOf(keyring, row, row)
    const { dataTypeXml, contentHash } = bodyOf(keyring, row, row)
    const wrapFirst = (column: 'wrapped_key' | 'view_wrapped_key'): Buffer | null => {
      const wrapped = row[column]
      return wrapped === null ? null : sealFirst(masterKey, 'wrap data keys', seal.unwrap(column, wrapped).export())
    }
    await db
      .updateTable('document')
      .set({ subject, data_type_xml: dataTypeXml, data_type_name: kind, content_hash: contentHash })
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
  await sql`DELETE FROM installation WHERE name LIKE 'sealed again: %'`.execute(db)
  await sql`INSERT INTO installation VALUES ('master key check', ${keyring.checkValue()}) ON CONFLICT DO NOTHING`.execute(
    db,
  )
}
