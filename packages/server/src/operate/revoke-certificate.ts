import type { Database } from '../store/database.ts'
import { certificatesWithKey, type KeyOnFile, keyFingerprint, lockCertificates } from './certificate-key.ts'
import { accountIdProblem } from './input-checks.ts'
import { OperatorError, refuseInput } from './operator-error.ts'
import type { Outcome } from './outcome.ts'

/**
 * Takes the key of a certificate out of use for good: signatures made with it are refused from now on, for every account that
 * has the key, in this certificate or in another one.
 *
 * @param certificate the fingerprint is its SHA-256, with or without colons, or the first 16 or more digits of it
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
  return db.transaction().execute(async (transaction) => {
    await lockCertificates(transaction)
    const pem = await findCertificate(transaction, certificate.sender, prefix)
    const all = await certificatesWithKey(transaction, keyFingerprint(pem))
    const usable = all.filter(({ revokedAt }) => revokedAt === null)
    for (const { accountId, fingerprint } of usable) {
      await transaction
        .updateTable('account_certificate')
        .set({ revoked_at: now })
        .where('account_id', '=', accountId)
        .where('fingerprint', '=', fingerprint)
        .execute()
    }
    const isOther = ({ accountId }: KeyOnFile) => accountId !== certificate.sender
    const others = [...new Set(usable.filter(isOther).map(({ accountId }) => accountId))]
    return {
      outcome: usable.length > 0 ? 'changed' : 'unchanged',
      facts: all.map(factOf),
      warnings: others.length === 0 ? [] : [othersWarning(others)],
    }
  })
}

const factOf = ({ accountId, fingerprint }: KeyOnFile): string =>
  `Certificate ${fingerprint.slice(0, 16)}… of sender ${accountId} is revoked.`

function othersWarning(accounts: string[]): string {
  return `the same key was registered for ${accounts.join(', ')} as well: it is revoked there too, and they need a new certificate`
}

/** @returns PEM */
async function findCertificate(db: Database, sender: string, prefix: string): Promise<string> {
  const known = await db
    .selectFrom('account_certificate')
    .select('pem')
    .where('account_id', '=', sender)
    .where('fingerprint', 'like', `${prefix}%`)
    .execute()
  const [found] = known
  if (found !== undefined && known.length === 1) return found.pem
  throw new OperatorError([
    `sender ${sender} has ${known.length === 0 ? 'no' : 'several'} certificates whose fingerprint starts with ${prefix}`,
  ])
}
