/** What keeps the service from working for a while: nobody's request is at fault, and the same request works later. */
export type Outage = 'database' | 'database-busy' | 'read-only' | 'storage-full' | 'storage'

/** SQLSTATE classes and codes (PostgreSQL, appendix A); the first that fits counts. */
const sqlStates: readonly (readonly [RegExp, Outage])[] = [
  // Read-only transaction: after a fail-over this is the standby.
  [/^25006$/, 'read-only'],
  [/^53100$/, 'storage-full'],
  // Out of memory, too many connections, a statement that took too long, a deadlock, a serialization failure
  [/^(53|57014|55P03|40)/, 'database-busy'],
  // Connection exceptions, shutdown, start-up, system errors
  [/^(08|57P|58)/, 'database'],
]

/** Codes of the operating system, from a connection or from a file. */
const connectionCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])
const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT'])
const storageCodes: ReadonlySet<string> = new Set([
  'EROFS',
  'EIO',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'ENODEV',
  'ESTALE',
  'EISDIR',
  'ENOTDIR',
])

/** The driver's own errors have no code. */
const messages: readonly (readonly [RegExp, Outage])[] = [
  [/^(Query read timeout|timeout exceeded when trying to connect)/, 'database-busy'],
  [
    /^(Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end)/,
    'database',
  ],
  [/^driver has already been destroyed/, 'database'],
]

const deepest = 5

/** @returns undefined for a fault that a later try would meet again */
export function outageIn(error: unknown, depth = 0): Outage | undefined {
  if (!(error instanceof Error) || depth > deepest) return undefined
  return outageOf(error) ?? outageIn(error.cause, depth + 1) ?? outageIn(firstOf(error), depth + 1)
}

const firstOf = (error: Error): unknown => (error instanceof AggregateError ? error.errors[0] : undefined)

function outageOf(error: Error & { code?: unknown; syscall?: unknown }): Outage | undefined {
  const code = typeof error.code === 'string' ? error.code : ''
  if (fullCodes.has(code)) return 'storage-full'
  if (storageCodes.has(code) && error.syscall !== undefined) return 'storage'
  if (connectionCodes.has(code)) return 'database'
  // The socket of the embedded PostgreSQL is a file, which is gone with it.
  if (code === 'ENOENT' && error.syscall === 'connect') return 'database'
  const state = /^[0-9A-Z]{5}$/.test(code) ? sqlStates.find(([pattern]) => pattern.test(code))?.[1] : undefined
  return state ?? messages.find(([pattern]) => pattern.test(error.message))?.[1]
}

/** What is the matter, for the caller: true, and without anything that helps an attacker. */
export const outageWords: Readonly<Record<Outage, string>> = {
  database: 'The service cannot reach its database just now.',
  'database-busy': 'The database of the service did not answer in time.',
  'read-only': 'The database of the service takes no changes just now.',
  'storage-full': 'The service has no room left to store anything.',
  storage: 'The service cannot use its storage just now.',
}
