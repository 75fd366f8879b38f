import type { Database } from '../../store/database.ts'
import { readMigrations } from '../../store/migrate.ts'
import { keyFingerprint } from '../certificate-key.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

type MigrationTable = {
  migration: { name: string; checksum: string }
}

/** The migrations that have been applied; undefined for a database that no Brevdue has used yet. */
async function appliedMigrations(db: Database): Promise<Map<string, string> | undefined> {
  try {
    const rows = await db.withTables<MigrationTable>().selectFrom('migration').select(['name', 'checksum']).execute()
    return new Map(rows.map((row) => [row.name, row.checksum]))
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return undefined
    throw error
  }
}

export async function checkMigrations(db: Database): Promise<Finding> {
  const applied = await appliedMigrations(db)
  if (applied === undefined)
    return warning('schema', 'the database is empty', 'The first start of the server sets it up.')
  const wanted = await readMigrations()
  const missing = wanted.filter(({ name }) => !applied.has(name)).map(({ name }) => name)
  const changed = wanted.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  const newer = [...applied.keys()].filter((name) => !wanted.some((migration) => migration.name === name))
  if (newer.length > 0)
    return failed(
      'schema',
      `the database has ${newer.join(', ')}, which this version does not know`,
      'Use the version of Brevdue that made it, or a later one.',
    )
  if (changed.length > 0)
    return failed(
      'schema',
      'the database was set up with other migrations of the same names',
      'Use the version of Brevdue that made it; a sandbox may delete its data directory.',
    )
  if (missing.length > 0)
    return warning('schema', `${missing.join(', ')} not applied yet`, 'The next start of the server applies it.')
  return ok('schema', `all ${wanted.length} migrations are applied`)
}

const tolerance = 5 * 60_000

/** Signatures carry dates that may differ by five minutes, so the clocks must agree. */
export async function checkClock(db: Database, now: () => Date): Promise<Finding> {
  const row = await db.selectNoFrom(({ fn }) => fn<Date>('now').as('now')).executeTakeFirstOrThrow()
  const difference = now().getTime() - row.now.getTime()
  if (Math.abs(difference) > tolerance) {
    return failed(
      'clock',
      `this machine's clock is ${Math.round(difference / 1000)} s from the database's`,
      'Set both by NTP: requests whose date is five minutes off are refused.',
    )
  }
  const newest = await db
    .selectFrom('message')
    .select(({ fn }) => fn.max('created_at').as('at'))
    .executeTakeFirst()
  if (newest?.at instanceof Date && newest.at.getTime() > now().getTime() + tolerance) {
    return failed(
      'clock',
      `the newest message is from ${newest.at.toISOString()}, which is still to come`,
      'The clock was set back, or was wrong then: set it by NTP.',
    )
  }
  return ok('clock', `${now().toISOString()}, the same as the database's`)
}

const month = 30 * 86_400_000

/** Senders whose certificates have run out or soon will. */
export async function checkSenderCertificates(db: Database, now: Date): Promise<Finding> {
  const rows = await db
    .selectFrom('account_certificate')
    .select(({ fn }) => ['account_id', fn.max('not_after').as('until')])
    .where('revoked_at', 'is', null)
    .groupBy('account_id')
    .execute()
  if (rows.length === 0) {
    return warning(
      'sender certificates',
      'no sender has one, so nobody can send',
      'Register one with `brevdue add-sender`.',
    )
  }
  const ending = rows.filter(({ until }) => new Date(until).getTime() < now.getTime() + month)
  if (ending.length === 0)
    return ok('sender certificates', `${rows.length} senders have one that is valid for a month or more`)
  const list = ending
    .map(({ account_id, until }) => `${account_id} (${new Date(until).toISOString().slice(0, 10)})`)
    .join(', ')
  return warning(
    'sender certificates',
    `the last certificate ends within a month, or has ended: ${list}`,
    'Register new ones with `brevdue add-sender`.',
  )
}

/** A key that was revoked for one sender and signs for another: revoked by a version that looked at one account only. */
export async function checkRevokedKeys(db: Database): Promise<Finding> {
  const name = 'revoked keys'
  const rows = await db
    .selectFrom('account_certificate')
    .select(['account_id', 'fingerprint', 'pem', 'revoked_at'])
    .orderBy('account_id')
    .execute()
  const keyed = rows.map((row) => ({ ...row, key: keyFingerprint(row.pem) }))
  const revoked = new Map(keyed.filter((row) => row.revoked_at !== null).map((row) => [row.key, row]))
  const alive = keyed.filter((row) => row.revoked_at === null && revoked.has(row.key))
  if (alive.length === 0) return ok(name, `${revoked.size} revoked, and none of them signs for anyone`)
  const [first] = alive
  const source = revoked.get(first?.key ?? '')
  return failed(
    name,
    `still in use by sender ${[...new Set(alive.map(({ account_id }) => account_id))].join(', ')}`,
    `Run \`brevdue revoke-certificate --id ${source?.account_id} --fingerprint ${source?.fingerprint}\` again: it revokes the key everywhere.`,
  )
}
