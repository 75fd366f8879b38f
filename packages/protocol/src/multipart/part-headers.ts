import { hasControlCharacter } from '../control-characters.ts'
import { parseParametrisedValue } from '../header-value.ts'
import { MailError } from '../mail-error.ts'

export type PartHeaders = {
  /** By lower-case name. Repeated names are joined by comma and blank. */
  readonly headers: Map<string, string>
  readonly hasDisposition: boolean
  /** As the sender wrote it: plain text, never to be used as a path. */
  readonly filename: string | undefined
  readonly contentType: string | undefined
}

const tokenName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const single = new Set(['content-disposition', 'content-type', 'content-transfer-encoding'])
const identityEncodings = new Set(['7bit', '8bit', 'binary'])

const fault = (message: string) => new MailError('PROBLEM_WITH_REQUEST', `Multipart body: ${message}`)

/**
 * Reads the header block of one part, without its blank line (protocol.md 4.3): any order, any case, folded lines.
 * @throws MailError PROBLEM_WITH_REQUEST for a line that is no header, for a repeated header that gives a part its
 *   meaning, and for a transfer encoding, because bytes are taken as they are
 */
export function parsePartHeaders(block: Buffer, maxHeaders: number): PartHeaders {
  const headers = new Map<string, string>()
  // The whole block is bounded by the reader, so joining folded lines is bounded too.
  const lines = block
    .toString('utf8')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  if (lines.length > maxHeaders) throw fault(`a part has more than ${maxHeaders} header lines.`)
  for (const line of lines) if (line !== '') addHeader(headers, line)
  const encoding = headers.get('content-transfer-encoding')
  if (encoding !== undefined && !identityEncodings.has(encoding.toLowerCase())) {
    throw fault('a part has a Content-Transfer-Encoding; send the bytes as they are, without one.')
  }
  const disposition = headers.get('content-disposition')
  return {
    headers,
    hasDisposition: disposition !== undefined,
    filename: disposition === undefined ? undefined : filenameOf(disposition),
    contentType: headers.get('content-type'),
  }
}

function addHeader(headers: Map<string, string>, line: string): void {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
  const value = line.slice(colon + 1).trim()
  if (!tokenName.test(name)) throw fault('a line among the headers of a part is not a header.')
  if (/[\r\n]/.test(value)) {
    throw fault(`the part header ${name} has a line end that is not CRLF; end every header line with CR and LF.`)
  }
  if (hasControlCharacter(value)) throw fault(`the part header ${name} holds a control character.`)
  const before = headers.get(name)
  if (before !== undefined && single.has(name)) throw fault(`a part has the header ${name} more than once.`)
  headers.set(name, before === undefined ? value : `${before}, ${value}`)
}

function filenameOf(disposition: string): string | undefined {
  const parsed = parseParametrisedValue(disposition)
  if (parsed === undefined) throw fault('the Content-Disposition of a part cannot be read.')
  const name = parsed.parameters.get('filename') ?? decodeExtended(parsed.parameters.get('filename*'))
  return name === '' ? undefined : name
}

/** `filename*=UTF-8''na%C3%AFve` (RFC 8187), which some HTTP libraries write instead of the plain form. */
function decodeExtended(value: string | undefined): string | undefined {
  const match = /^utf-8'[^']*'(.*)$/i.exec(value ?? '')
  try {
    return match === null ? undefined : decodeURIComponent(match[1] ?? '')
  } catch {
    return undefined
  }
}
