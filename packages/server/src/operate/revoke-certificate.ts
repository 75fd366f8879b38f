import type { Database } from '../store/database.ts'
import { accountIdProblem } from './input-checks.ts'
import { OperatorError, refuseInput } from './operator-error.ts'
import type { Outcome } from './outcome.ts'

/**
 * Takes a certificate out of use for good: signatures made with its key are refused from now on.
 *
 * @param fingerprint SHA-256 of the certificate, with or without colons, or the first 16 or more digits of it
 */
export async function revokeCertificate(
  db: Database,
  certificate: { sender: string; fingerprint: string },
  now: Date,
): Promise<Outcome> {
  const prefix = certificate.fingerprint.replaceAll(':', '').toLowerCase()
  refuseInput([
    accountIdProblem('--id', certificate.sender),
    /^[0-9a-f]{16,64}$/.test(prefix)
      ? undefined
      : '--fingerprint must be the 64 hexadecimal digits of a SHA-256, or at least the first 16',
  ])
  const known = await db
    .selectFrom('account_certificate')
    .select(['fingerprint', 'revoked_at'])
    .where('account_id', '=', certificate.sender)
    .where('fingerprint', 'like', `${prefix}%`)
    .execute()
  const [found] = known
  if (found === undefined || known.length > 1) {
    throw new OperatorError([
      `sender ${certificate.sender} has ${known.length === 0 ? 'no' : 'several'} certificates whose fingerprint starts with ${prefix}`,
    ])
  }
  const facts = [`Certificate ${found.fingerprint.slice(0, 16)}… of sender ${certificate.sender} is revoked.`]
  if (found.revoked_at !== null) return { outcome: 'unchanged', facts, warnings: [] }
  await db
    .updateTable('account_certificate')
    .set({ revoked_at: now })
    .where('account_id', '=', certificate.sender)
    .where('fingerprint', '=', found.fingerprint)
    .execute()
  return { outcome: 'changed', facts, warnings: [] }
}
