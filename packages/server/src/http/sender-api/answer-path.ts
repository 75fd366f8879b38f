import type { IncomingMessage } from 'node:http'
import { type PathForm, type RequestForm, versionOfAccept, versionOfMediaType } from '@brevdue/protocol'
import { targetAsSent } from './raw-target.ts'

/** What a client verifies an answer over. */
export interface AnswerPath {
  form: PathForm
  rawUtf8: boolean
}

type Verified = Pick<RequestForm, 'form' | 'rawUtf8'>

const verified = new WeakMap<IncomingMessage, Verified>()

/** Remembers the form of the path in which the request's signature held: what the client expects follows from it. */
export function rememberForm(request: IncomingMessage, { form, rawUtf8 }: Verified): void {
  verified.set(request, { form, rawUtf8 })
}

/**
 * The form of the path that this client verifies the answer over, by how it signed. The generations of the official
 * Java client differ (the version is that of the wire):
 *
 * | Client | signs | verifies |
 * |---|---|---|
 * | to 11.3 (v6, v7) | decoded | decoded |
 * | 12.0 to 16.4.2 (v7, v8) | as sent | decoded |
 * | 16.4.3 to 17.0.1 (v8) | as sent, with the query behind the path | the same |
 * | from 17.0.2 (v8) | decoded | as sent |
 *
 * The third cannot be told from the second where there is no query, and no client can be told before its signature has
 * held; the User-Agent decides there. It is not signed, but it only chooses between spellings of one path.
 */
export function answerPathOf(request: IncomingMessage): AnswerPath {
  const held = verified.get(request)
  const rawUtf8 = held?.rawUtf8 ?? false
  return { form: answerForm(held?.form, request), rawUtf8 }
}

/** The same where no request could be read. */
export function answerPathUnread(target: string): AnswerPath {
  return { form: hasRawBytes(target) ? 'as sent' : 'decoded', rawUtf8: false }
}

function answerForm(signed: PathForm | undefined, request: IncomingMessage): PathForm {
  if (signed === 'as sent with query') return signed
  if (signed === 'decoded') return isOfVersion8(request) ? 'as sent' : 'decoded'
  if (signed === undefined && hasRawBytes(targetAsSent(request))) return 'as sent'
  return verifiesAsSent(request, signed) ? 'as sent' : 'decoded'
}

/** Only clients of the last row put letters into the request line as they are. */
const hasRawBytes = (target: string) => /[\x80-\xff]/.test(target)

/** The body's own type decides before Accept: streams are asked for with anything accepted. */
function isOfVersion8({ headers }: IncomingMessage): boolean {
  const version = versionOfMediaType(headers['content-type'] ?? '') ?? versionOfAccept(headers.accept)
  return (version ?? 'v8') === 'v8'
}

function verifiesAsSent({ headers }: IncomingMessage, signed: PathForm | undefined): boolean {
  const named = /digipost-api-client-java - (\d+)\.(\d+)(?:\.(\d+))?/.exec(headers['user-agent'] ?? '')
  if (named === null) return false
  const [major = 0, minor = 0, patch = 0] = named.slice(1).map((part) => Number(part ?? 0))
  const version = major * 1_000_000 + minor * 1000 + patch
  return version >= 16_004_003 && (signed === undefined || version < 17_000_002)
}
