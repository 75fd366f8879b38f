import { sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * PostgreSQL's minor releases, newest first: all supported major versions get theirs on the same day. To be extended
 * when PostgreSQL announces the next ones, on the second Thursday of February, May, August and November.
 * Source: https://www.postgresql.org/support/security/ and the release notes.
 */
const releases: readonly Release[] = [
  { day: '2026-08-13', cves: 28, minors: { 18: 6, 17: 11, 16: 15, 15: 19, 14: 24 } },
  { day: '2026-05-14', cves: 11, minors: { 18: 4, 17: 10, 16: 14, 15: 18, 14: 23 } },
  { day: '2026-02-26', cves: 0, minors: { 18: 3, 17: 9, 16: 13, 15: 17, 14: 22 } },
  { day: '2026-02-12', cves: 5, minors: { 18: 2, 17: 8, 16: 12, 15: 16, 14: 21 } },
  { day: '2025-11-13', cves: 2, minors: { 18: 1, 17: 7, 16: 11, 15: 15, 14: 20 } },
]

/** The last day on which a major version gets fixes; earlier majors than these have had theirs. */
const supportedUntil: Readonly<Record<number, string>> = {
  14: '2026-11-12',
  15: '2027-11-11',
  16: '2028-11-09',
  17: '2029-11-08',
  18: '2030-11-14',
}

interface Release {
  day: string
  /** Vulnerabilities fixed in any of its versions; not each of them is in every major version. */
  cves: number
  minors: Readonly<Record<number, number>>
}

export interface PostgresVersion {
  /** As the server says it without its packager's remark: `18.4`, `19beta3`. */
  name: string
  major: number
  /** 0 for the first release of a major version and for what came before it. */
  minor: number
}

/** What this version of Brevdue knows of the age of a PostgreSQL. */
export interface PostgresAge {
  /** When it was released; undefined if the table does not have it. */
  released: Date | undefined
  /** Later releases of the same major version, newest first; undefined for a major version that the table does not have. */
  missing: { name: string; day: string; cves: number }[] | undefined
  /** The day on which its major version got its last fixes, if that is over; `unknown` for one before the table. */
  ended: string | undefined
  /** The day of the newest release in the table. */
  knownUntil: string
}

/** Reads `server_version`, such as `18.4 (Debian 18.4-1.pgdg13+1)`. */
export function parsePostgresVersion(text: string): PostgresVersion {
  const [name = text, major = '0', minor = '0'] = /^(\d+)(?:\.(\d+))?\S*/.exec(text) ?? []
  return { name, major: Number(major), minor: Number(minor) }
}

export async function readPostgresVersion(db: Database): Promise<PostgresVersion> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
  return parsePostgresVersion(rows[0]?.server_version ?? '')
}

export function judgePostgresAge({ major, minor }: PostgresVersion, now: Date): PostgresAge {
  const knownUntil = releases[0]?.day ?? ''
  const same = releases.find(({ minors }) => minors[major] === minor)
  const end = supportedUntil[major]
  const today = now.toISOString().slice(0, 10)
  return {
    released: same === undefined ? undefined : new Date(same.day),
    missing: end === undefined ? undefined : releasesAfter(major, minor),
    ended: endedBy(today, major, end),
    knownUntil,
  }
}

function releasesAfter(major: number, minor: number): NonNullable<PostgresAge['missing']> {
  return releases.flatMap(({ day, cves, minors }) => {
    const its = minors[major]
    return its === undefined || its <= minor ? [] : [{ name: `${major}.${its}`, day, cves }]
  })
}

function endedBy(today: string, major: number, end: string | undefined): string | undefined {
  if (end !== undefined) return end < today ? end : undefined
  return major < Math.min(...Object.keys(supportedUntil).map(Number)) ? 'unknown' : undefined
}
