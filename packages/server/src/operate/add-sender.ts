import type { Database } from '../store/database.ts'
import { type RegisteredCertificate, readCertificate } from './certificate.ts'
import { certificatesWithKey, type KeyOnFile, keyFingerprint, lockCertificates } from './certificate-key.ts'
import { accountIdProblem, nameProblem, organisationNumberChecks, textProblem } from './input-checks.ts'
import { OperatorError, refuseInput } from './operator-error.ts'
import type { Outcome } from './outcome.ts'
import { applyPermissions, defaultPermissions, permissionProblem } from './permissions.ts'

/** A sender or broker as an operator describes it. */
export interface SenderInput {
  /** Decimal text */
  id: string
  name: string
  organisationNumber: string
  partId?: string | undefined
  publicBody?: boolean | undefined
  /** PEM; without one the account can only be acted for by a broker */
  certificate?: string | undefined
  permit?: readonly string[] | undefined
  refuse?: readonly string[] | undefined
}

type Kind = 'ORGANISATION' | 'PUBLIC_BODY'

/**
 * Registers an account that may call the sender API, or brings a registered one up to date: name, permissions that are
 * named, and one more certificate. A certificate is never taken away here (`revokeCertificate`).
 *
 * @throws OperatorError with everything that is wrong with the input
 */
export async function addSender(db: Database, input: SenderInput, now: Date): Promise<Outcome> {
  const organisation = organisationNumberChecks(input.organisationNumber)
  let certificate: RegisteredCertificate | undefined
  let certificateProblem: string | undefined
  try {
    certificate = input.certificate === undefined ? undefined : readCertificate(input.certificate, now)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    certificateProblem = error.message
  }
  refuseInput([
    accountIdProblem('--id', input.id),
    nameProblem(input.name),
    organisation.problem,
    textProblem('--part-id', input.partId, 100),
    permissionProblem('--permit', input.permit ?? []),
    permissionProblem('--refuse', input.refuse ?? []),
    certificateProblem,
  ])
  const warnings = [organisation.warning, ...(certificate?.warnings ?? [])].filter((text) => text !== undefined)
  return db.transaction().execute(async (transaction) => {
    const account = await saveAccount(transaction, input, now)
    const added = certificate === undefined ? [] : await saveCertificate(transaction, input.id, certificate, now)
    const facts = [...account.facts, ...added]
    const outcome = account.created ? 'added' : facts.length > 0 ? 'changed' : 'unchanged'
    return { outcome, facts, warnings }
  })
}

async function saveAccount(
  db: Database,
  input: SenderInput,
  now: Date,
): Promise<{ created: boolean; facts: string[] }> {
  const kind: Kind = input.publicBody === true ? 'PUBLIC_BODY' : 'ORGANISATION'
  const permissions = applyPermissions(defaultPermissions, input.permit ?? [], input.refuse ?? [])
  const name = input.name.trim()
  const inserted = await db
    .insertInto('account')
    .values({
      id: input.id,
      name,
      organisation_number: input.organisationNumber,
      part_id: input.partId ?? null,
      kind,
      permissions,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted !== undefined) return { created: true, facts: [`Sender ${input.id} (${name}) is registered.`] }
  return { created: false, facts: await updateAccount(db, input) }
}

async function updateAccount(db: Database, input: SenderInput): Promise<string[]> {
  const known = await findKnown(db, input)
  const name = input.name.trim()
  const permissions = applyPermissions(known.permissions, input.permit ?? [], input.refuse ?? [])
  const kind: Kind = input.publicBody === true ? 'PUBLIC_BODY' : known.kind
  const allowed = permissions.join(', ') || 'send ordinary letters only'
  const facts = [
    name === known.name ? undefined : `Sender ${input.id} is now called ${name}.`,
    kind === known.kind ? undefined : `Sender ${input.id} is now a public body.`,
    permissions.join() === known.permissions.join() ? undefined : `Sender ${input.id} may now: ${allowed}.`,
  ].filter((fact) => fact !== undefined)
  if (facts.length > 0) {
    await db.updateTable('account').set({ name, kind, permissions }).where('id', '=', input.id).execute()
  }
  return facts
}

async function findKnown(db: Database, input: SenderInput) {
  const known = await db.selectFrom('account').selectAll().where('id', '=', input.id).executeTakeFirst()
  if (known === undefined) {
    throw new OperatorError([
      `organisation ${input.organisationNumber} is registered already, with another id; a second account needs a --part-id`,
    ])
  }
  if (known.organisation_number !== input.organisationNumber || (known.part_id ?? undefined) !== input.partId) {
    throw new OperatorError([
      `--id ${input.id} belongs to ${known.name} (organisation ${known.organisation_number}); choose another`,
    ])
  }
  return known
}

async function saveCertificate(
  db: Database,
  id: string,
  certificate: RegisteredCertificate,
  now: Date,
): Promise<string[]> {
  await lockCertificates(db)
  const revoked = (await certificatesWithKey(db, keyFingerprint(certificate.pem))).filter(
    (row) => row.revokedAt !== null,
  )
  const [first] = revoked.toSorted((row) => (row.accountId === id ? -1 : 1))
  if (first !== undefined) throw new OperatorError([revokedProblem(first, id)])
  const inserted = await db
    .insertInto('account_certificate')
    .values({
      account_id: id,
      fingerprint: certificate.fingerprint,
      pem: certificate.pem,
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('fingerprint')
    .executeTakeFirst()
  if (inserted !== undefined) {
    const until = certificate.notAfter.toISOString().slice(0, 10)
    return [`Its certificate ${certificate.fingerprint.slice(0, 16)}… is registered, valid until ${until}.`]
  }
  return []
}

function revokedProblem({ accountId, revokedAt }: KeyOnFile, id: string): string {
  const whose = accountId === id ? 'this sender' : `sender ${accountId}`
  const day = revokedAt?.toISOString().slice(0, 10)
  return `--certificate has a key that was revoked for ${whose} on ${day} and stays so; give one with a new key`
}
