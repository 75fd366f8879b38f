import type { Database } from '../../store/database.ts'
import { judgePostgresAge, type PostgresVersion, readPostgresVersion } from '../../store/postgres-releases.ts'
import { type Finding, ok, warning } from './finding.ts'

const name = 'database version'
const dayMs = 86_400_000
/** PostgreSQL releases every three months; after two of them this table says too little. */
const tableDays = 200

const advices = {
  embedded:
    'For letters of real people set DATABASE_URL to a PostgreSQL that is kept up to date: the embedded one gets its fixes late (docs/decisions/0039-current-postgres-programs.md).',
  external: 'Update PostgreSQL to its newest minor release: that takes a restart and no conversion of the data.',
}

/** Whether the PostgreSQL in use has the fixes that this version of Brevdue knows of. */
export async function checkPostgresAge(db: Database, kind: 'embedded' | 'external', now: Date): Promise<Finding> {
  return postgresAgeFinding(await readPostgresVersion(db), kind, now)
}

export function postgresAgeFinding(version: PostgresVersion, kind: 'embedded' | 'external', now: Date): Finding {
  const { released, missing, ended, knownUntil } = judgePostgresAge(version, now)
  const days = (since: Date): number => Math.floor((now.getTime() - since.getTime()) / dayMs)
  const age =
    released === undefined ? '' : ` of ${released.toISOString().slice(0, 10)}, which is ${days(released)} days old`
  const what = `PostgreSQL ${version.name}${age}`
  if (ended !== undefined) {
    const since = ended === 'unknown' ? '' : ` since ${ended}`
    return warning(
      name,
      `${what}: its major version gets no fixes any more${since}`,
      'Move to a supported major version, with pg_upgrade or a dump.',
    )
  }
  if (missing === undefined) {
    return warning(name, `${what}: this version of Brevdue does not know that major version`, 'Update Brevdue.')
  }
  const [newest] = missing
  if (newest !== undefined) {
    const cves = missing.reduce((sum, release) => sum + release.cves, 0)
    const fixes = cves === 0 ? '' : `, with fixes for ${cves} vulnerabilities in PostgreSQL`
    return warning(name, `${what}; known fixes are missing: ${newest.name} is of ${newest.day}${fixes}`, advices[kind])
  }
  if (days(new Date(knownUntil)) > tableDays) {
    const advice = 'Compare it with https://www.postgresql.org/support/versioning/, or update Brevdue.'
    return warning(
      name,
      `${what}; later releases than of ${knownUntil} are not known to this version of Brevdue`,
      advice,
    )
  }
  return ok(name, `${what}; no later one is known, as of ${knownUntil}`)
}
