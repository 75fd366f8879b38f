import { type KeyObject, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { MailError } from './mail-error.ts'
import {
  type PathForm,
  pathInForm,
  rareSignedPathForms,
  type SignedPath,
  signedPathForms,
  splitTarget,
} from './signed-path.ts'

const signInThreadPool = promisify<string, Buffer, KeyObject, Buffer>(sign)

/** The headers that take part in a request signature, each exactly as it was sent (protocol.md 2.2). */
export type SignedHeaders = {
  readonly date: string
  readonly userId?: string | undefined
  readonly contentSha256?: string | undefined
  readonly contentMd5?: string | undefined
}

export type SignedRequest = { readonly method: string; readonly target: string; readonly headers: SignedHeaders }

export type SignedResponse = {
  readonly status: number
  /** Target of the request that this response answers, as it stood on the request line. */
  readonly target: string
  readonly date: string
  /** Absent exactly when the response has no body. */
  readonly contentSha256?: string | undefined
  /** We send neither of these two; where another service does, they are part of what it signed. */
  readonly contentMd5?: string | undefined
  readonly userId?: string | undefined
}

const headerLine = (name: string, value: string | undefined) => (value === undefined ? '' : `${name}: ${value}\n`)

/**
 * The texts that a request signature may have been made over (protocol.md 2.2, 2.6), without repeats, at most four:
 * the encoded path first (that one is echoed to the caller when none fits), then the decoded forms.
 * Routing must use the raw target: a decoded form may hold a slash that the raw path does not have.
 * @param request target as on the request line; bytes above 0x7F as the Latin-1 characters Node makes of them
 */
export function requestCanonicalForms(request: SignedRequest): string[] {
  const { path } = splitTarget(request.target)
  return signedPathForms(path).map((form) => requestCanonicalForm(request, form))
}

/** A text that a request may have been signed over, and the form that the path has in it. */
export type RequestForm = SignedPath & { readonly canonical: string }

/** The texts of `requestCanonicalForms` and those of rarer clients, at most six, for a server that verifies. */
export function requestForms(request: SignedRequest): RequestForm[] {
  const { path, query } = splitTarget(request.target)
  const forms = [...signedPathForms(path), ...rareSignedPathForms(path, query)]
  return forms.map((form) => ({ ...form, canonical: requestCanonicalForm(request, form) }))
}

function requestCanonicalForm({ method, target, headers }: SignedRequest, { path }: SignedPath): string {
  const { date, userId, contentSha256, contentMd5 } = headers
  const lines =
    headerLine('content-md5', contentMd5) +
    headerLine('date', date) +
    headerLine('x-content-sha256', contentSha256) +
    headerLine('x-digipost-userid', userId)
  return `${method.toUpperCase()}\n${path}\n${lines}${splitTarget(target).query.toLowerCase()}\n`
}

/**
 * The text that a response signature is made over (protocol.md 2.5): no query line, no blank line.
 * @param form of the path; which one a client verifies depends on its version (protocol.md 0.0)
 */
export function responseCanonicalForm(
  response: SignedResponse,
  { form = 'as sent', rawUtf8 = false }: { form?: PathForm; rawUtf8?: boolean } = {},
): string {
  const headers =
    headerLine('content-md5', response.contentMd5) +
    headerLine('date', response.date) +
    headerLine('x-content-sha256', response.contentSha256) +
    headerLine('x-digipost-userid', response.userId)
  return `${response.status}\n${pathInForm(response.target, form, rawUtf8)}\n${headers}`
}

/** The texts that a service may have signed a response over, for a client that verifies, without repeats. */
export function responseCanonicalForms(response: SignedResponse): string[] {
  const forms = (['as sent', 'decoded', 'as sent with query'] as const).map((form) =>
    responseCanonicalForm(response, { form }),
  )
  return [...new Set(forms)]
}

/** The computed text between its two markers, as a refusal for a bad signature shows it (protocol.md 2.4). */
export function signatureEcho(canonical: string): string {
  return `===START===\n${canonical}===SLUTT===`
}

/**
 * Signs with RSASSA-PKCS1-v1_5 and SHA-256 (protocol.md 2.1), on a thread of the pool.
 * @returns base64, one line
 * @throws MailError CLIENT_ERROR for a key that is not a private RSA key
 */
export async function signText(canonical: string, key: KeyObject): Promise<string> {
  if (key.type !== 'private' || key.asymmetricKeyType !== 'rsa') {
    const found = key.asymmetricKeyType ?? key.type
    throw new MailError('CLIENT_ERROR', `Signing needs a private RSA key, and this key is of type ${found}.`)
  }
  const signature = await signInThreadPool('RSA-SHA256', Buffer.from(canonical, 'utf8'), key)
  return signature.toString('base64')
}

const base64 = /^[A-Za-z0-9+/]{4,4096}={0,2}$/

/**
 * Whether `signature` (base64) was made over `canonical` with the private half of `key`.
 * False, never an exception, for every malformed signature and for a key that is not RSA.
 */
export function verifyText(canonical: string, signature: string, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa' || !base64.test(signature)) return false
  return verify('RSA-SHA256', Buffer.from(canonical, 'utf8'), key, Buffer.from(signature, 'base64'))
}
