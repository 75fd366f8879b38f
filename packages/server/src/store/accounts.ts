import { sql } from 'kysely'
import type { Database } from './database.ts'

export interface Certificate {
  fingerprint: string
  pem: string
  notBefore: Date
  notAfter: Date
  revokedAt: Date | null
}

/** Somebody who may call the sender API. */
export interface Account {
  /** Decimal text: an account id does not fit a JavaScript number. */
  id: string
  name: string
  organisationNumber: string
  kind: 'ORGANISATION' | 'PUBLIC_BODY'
  active: boolean
  permissions: readonly string[]
}

export interface AccountWithCertificates extends Account {
  certificates: Certificate[]
}

/** An account as a broker finds it when it asks to act for it. */
export interface AccountForBroker extends Account {
  /** The account has granted the broker the right to sign for it, or is the broker. */
  granted: boolean
}

interface AccountRow {
  id: string
  name: string
  organisation_number: string
  kind: 'ORGANISATION' | 'PUBLIC_BODY'
  active: boolean
  permissions: string[]
}

const columns = sql.raw('a.id, a.name, a.organisation_number, a.kind, a.active, a.permissions')

/** The account with everything that a signature can be checked against, in one round trip: it is asked on every request. */
export async function findCaller(db: Database, id: string): Promise<AccountWithCertificates | undefined> {
  const { rows } = await sql<AccountRow & { certificates: CertificateRow[] | null }>`
    SELECT ${columns}, (
      SELECT json_agg(json_build_object('fingerprint', c.fingerprint, 'pem', c.pem, 'notBefore', c.not_before,
        'notAfter', c.not_after, 'revokedAt', c.revoked_at) ORDER BY c.not_after DESC)
      FROM account_certificate c WHERE c.account_id = a.id) AS certificates
    FROM account a WHERE a.id = ${id}::bigint`.execute(db)
  const row = rows[0]
  if (row === undefined) return undefined
  return { ...accountOf(row), certificates: (row.certificates ?? []).map(certificateOf) }
}

/** The account with this id, and whether the broker may act for it. */
export async function findSender(db: Database, id: string, brokerId: string): Promise<AccountForBroker | undefined> {
  return one(
    await sql<AccountRow & { granted: boolean }>`
    SELECT ${columns}, ${granted(brokerId)} FROM account a WHERE a.id = ${id}::bigint`.execute(db),
  )
}

/** The account registered for this organisation, or for this part of it, and whether the broker may act for it. */
export async function findSenderOfOrganisation(
  db: Database,
  organisation: { number: string; partId: string | undefined },
  brokerId: string,
): Promise<AccountForBroker | undefined> {
  return one(
    await sql<AccountRow & { granted: boolean }>`
    SELECT ${columns}, ${granted(brokerId)} FROM account a
    WHERE a.organisation_number = ${organisation.number}
      AND coalesce(a.part_id, '') = ${organisation.partId ?? ''}`.execute(db),
  )
}

const granted = (brokerId: string) => sql<boolean>`(a.id = ${brokerId}::bigint OR EXISTS (
  SELECT FROM broker_grant g WHERE g.broker_id = ${brokerId}::bigint AND g.sender_id = a.id)) AS granted`

function one({ rows }: { rows: (AccountRow & { granted: boolean })[] }): AccountForBroker | undefined {
  const row = rows[0]
  return row === undefined ? undefined : { ...accountOf(row), granted: row.granted }
}

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    organisationNumber: row.organisation_number,
    kind: row.kind,
    active: row.active,
    permissions: row.permissions,
  }
}

/** Times in JSON are text. */
type CertificateRow = Omit<Certificate, 'notBefore' | 'notAfter' | 'revokedAt'> & {
  notBefore: string
  notAfter: string
  revokedAt: string | null
}

function certificateOf(row: CertificateRow): Certificate {
  return {
    fingerprint: row.fingerprint,
    pem: row.pem,
    notBefore: new Date(row.notBefore),
    notAfter: new Date(row.notAfter),
    revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt),
  }
}
