import { MailError } from '@brevdue/protocol'

/** Property names whose values say something about a person, or open something. Compared without case and separators. */
const personal = new Set(
  'name fullname firstname lastname subject title address addressline1 addressline2 postalcode city digipostaddress email emailaddress phone phonenumber birthdate personalidentificationnumber identity nationalid bankaccount accountnumber search query password passphrase secret token cookie setcookie authorization privatekey masterkey url body value text'.split(
    ' ',
  ),
)
const deepest = 6

/** A copy for the log: properties with personal data or secrets say `[redacted]`, errors lose what may quote data. */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value, depth)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > deepest || value instanceof Uint8Array) return '[left out]'
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      personal.has(key.toLowerCase().replaceAll(/[-_]/g, '')) ? '[redacted]' : redact(entry, depth + 1),
    ]),
  )
}

/**
 * What is told of an error. A database error's text quotes values, and one of ours is written for the sender and may
 * name the recipient's data: of those, the code is told. The frames of the stack are always told.
 */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code, constraint, table, column, routine } = error as unknown as Record<string, unknown>
  const quotes = error instanceof MailError || routine !== undefined
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(quotes ? {} : { message: error.message }),
    ...(routine === undefined ? {} : { constraint, table, column }),
    ...(error instanceof MailError ? { detail: redact(error.detail, depth + 1) } : {}),
    stack: framesOf(error),
    ...(error.cause === undefined || depth > deepest ? {} : { cause: redact(error.cause, depth + 1) }),
  }
}

function framesOf(error: Error): string[] {
  const lines = error.stack?.split('\n') ?? []
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
}

/**
 * Eleven digits in a row, but not those within one of our own ids: of the random keys of blobs, one in eight has them, and
 * an operator who restores a blob needs its whole key.
 */
const numbers = /\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})\b|(?<!\d)\d{6} ?\d{5}(?!\d)/g

/** The last safety net, on the finished line: no run of eleven digits, no e-mail address, whatever brought them there. */
export function maskLine(line: string): string {
  return line
    .replaceAll(numbers, (_found, id: string | undefined) => id ?? '[number]')
    .replaceAll(/[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, '[address]')
}
