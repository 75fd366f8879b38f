import { type RawBuilder, sql } from 'kysely'
import type { Keyring } from '../../keys/keyring.ts'
import type { RowSeal } from '../../keys/row-seal.ts'
import type { Database } from '../database.ts'
import {
  attemptSeal,
  emailSeal,
  hashProviderSession,
  hashSubject,
  passkeySeal,
  passwordSeal,
  sessionSeal,
} from '../sign-in-seal.ts'
import { markSealed, unsealedParts } from './marks.ts'

/**
 * Seals again what an older version kept for signing in. It is done before anybody signs in, in one transaction: these
 * tables are small, and most of what is in them is over within minutes. What does not open is
 * left as it is, for an operator to look at; it opens nothing for its owner either.
 *
 * @param notGenuine called with what such a row threw
 */
export async function sealSignIn(db: Database, keyring: Keyring, notGenuine: (error: unknown) => void): Promise<void> {
  if (keyring.firstForm === undefined || !(await unsealedParts(db, keyring)).includes('sign-in')) return
  await db.transaction().execute(async (inside) => {
    // Of two processes at once the second finds the mark.
    await sql`SELECT pg_advisory_xact_lock(hashtext('seal sign-in'))`.execute(inside)
    if (!(await unsealedParts(inside, keyring)).includes('sign-in')) return
    for (const table of tables) await sealTable(inside, keyring, table, notGenuine)
    await sealPasskeys(inside, keyring)
    await hashSubjects(inside, keyring)
    await markSealed(inside, keyring, ['sign-in'])
  })
}

interface SealedTable {
  table: string
  key: string
  columns: readonly string[]
  seal: (keyring: Keyring, key: never) => RowSeal
}

const passwordColumns = ['address_encrypted', 'password_encrypted']
const tables: readonly SealedTable[] = [
  { table: 'sign_in_password', key: 'mailbox_id', columns: passwordColumns, seal: passwordSeal },
  { table: 'proposed_password', key: 'mailbox_id', columns: passwordColumns, seal: passwordSeal },
  { table: 'outgoing_email', key: 'id', columns: ['sealed'], seal: emailSeal },
  { table: 'session', key: 'id', columns: ['id_token'], seal: sessionSeal },
  { table: 'sign_in_attempt', key: 'state_hash', columns: ['secrets'], seal: attemptSeal },
]

async function sealTable(
  db: Database,
  keyring: Keyring,
  { table, key, columns, seal }: SealedTable,
  notGenuine: (error: unknown) => void,
): Promise<void> {
  const at = (row: { place: string }) => sql`ctid = ${row.place}::tid`
  const { rows } = await sql<{ place: string; key: never } & Record<string, Buffer | null>>`
    SELECT ctid::text AS place, ${sql.ref(key)} AS key, ${sql.join(columns.map((column) => sql.ref(column)))}
    FROM ${sql.table(table)} FOR UPDATE`.execute(db)
  for (const row of rows) {
    const own = seal(keyring, row.key)
    try {
      const changes = columns.flatMap((column): RawBuilder<unknown>[] => {
        const sealed = row[column] ?? null
        return sealed === null ? [] : [sql`${sql.ref(column)} = ${own.seal(column, own.open(column, sealed))}`]
      })
      if (changes.length > 0)
        await sql`UPDATE ${sql.table(table)} SET ${sql.join(changes)} WHERE ${at(row)}`.execute(db)
    } catch (error) {
      notGenuine(error)
    }
  }
}

async function sealPasskeys(db: Database, keyring: Keyring): Promise<void> {
  const rows = await db.selectFrom('passkey').select(['id', 'mailbox_id', 'name']).forUpdate().execute()
  for (const { id, mailbox_id: mailboxId, name } of rows) {
    if (name === null) continue
    const sealed = passkeySeal(keyring, { id, mailboxId }).seal('name_encrypted', name)
    await db.updateTable('passkey').set({ name: null, name_encrypted: sealed }).where('id', '=', id).execute()
  }
}

async function hashSubjects(db: Database, keyring: Keyring): Promise<void> {
  const sessions = await db.selectFrom('session').select(['id', 'issuer', 'subject', 'provider_session']).execute()
  for (const { id, issuer, subject, provider_session: sid } of sessions) {
    if (issuer === null || subject === null) continue
    await db
      .updateTable('session')
      .set({ subject: hashSubject(keyring, issuer, subject) })
      .set({ provider_session: sid === null ? null : hashProviderSession(keyring, issuer, sid) })
      .where('id', '=', id)
      .execute()
  }
  for (const { issuer, subject } of await db.selectFrom('recipient_subject').select(['issuer', 'subject']).execute()) {
    await db
      .updateTable('recipient_subject')
      .set({ subject: hashSubject(keyring, issuer, subject) })
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .execute()
  }
}
