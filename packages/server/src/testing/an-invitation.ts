import { randomBytes } from 'node:crypto'
import { codeBytes, readCode, writeCode } from '../domain/built-in/one-time-code.ts'
import type { Keyring } from '../keys/keyring.ts'
import { invite } from '../store/built-in/invitations.ts'
import type { Database } from '../store/database.ts'

const fortnight = 14 * 86_400_000

/** What `brevdue invite` does, without a command line. @returns the one-time code */
export async function anInvitation(
  { db, keyring }: { db: Database; keyring: Keyring },
  { mailboxId, replaces = false }: { mailboxId: string; replaces?: boolean },
): Promise<string> {
  const code = writeCode(randomBytes(codeBytes))
  const codeHash = keyring.hashFor('invitation', readCode(code) ?? '')
  const now = new Date()
  const expiresAt = new Date(now.getTime() + fortnight)
  await db.transaction().execute((tx) => invite(tx, { mailboxId, codeHash, replaces, now, expiresAt }))
  return code
}
