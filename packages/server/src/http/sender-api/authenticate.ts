import type { IncomingMessage } from 'node:http'
import {
  type ErrorCode,
  headerNames,
  MailError,
  parseHttpDate,
  requestForms,
  type SignedHeaders,
  signatureEcho,
  verifyText,
} from '@brevdue/protocol'
import { clockSkewMs } from '../../domain/clock-skew.ts'
import { type AccountWithCertificates, type Certificate, findCaller } from '../../store/accounts.ts'
import type { ServerDeps } from '../deps.ts'
import { rememberForm } from './answer-path.ts'
import { publicKeyOf } from './public-keys.ts'
import { targetAsSent } from './raw-target.ts'

/** Who signed this request. */
export interface Caller {
  account: AccountWithCertificates
  /** What the body must hash to, base64; undefined when there is no body. */
  contentSha256: string | undefined
  contentMd5: string | undefined
  /** Whether a body follows, empty or not. */
  hasBody: boolean
  /** Names the verified signature: the same for the same request in the same second, and for a replayed head. */
  head: string
}

/**
 * Decides from the headers alone who is calling (protocol 2.3, in its order), before a byte of the body is read.
 * @throws MailError with the code of the first check that fails
 */
export async function authenticate(deps: ServerDeps, request: IncomingMessage): Promise<Caller> {
  const headers = signedHeadersOf(request)
  const account = await findCaller(deps.db, callerIdOf(headers))
  if (account === undefined) {
    throw new MailError('UNKNOWN_USER_ID', `No account here has the id in ${headerNames.userId}. Check the id.`)
  }
  if (!account.active) {
    throw new MailError('ACCOUNT_DEACTIVATED', `Account ${account.id} is deactivated. Ask the operator about it.`)
  }
  checkDate(headers, deps.clock())
  const body = hasBody(request)
  checkHashes(headers, body)
  checkSignature(request, headers, account, deps.clock())
  const { contentSha256, contentMd5, signature } = headers
  return { account, contentSha256, contentMd5, hasBody: body, head: headOf(signature) }
}

/** Of the bytes and not the text: base64 can be written in several ways. Twelve of them are enough, and short. */
function headOf(signature = ''): string {
  return Buffer.from(signature, 'base64').toString('latin1', 0, 12)
}

/** Whether the request says that a body follows, empty or not. */
function hasBody(request: IncomingMessage): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return true
  return Number(request.headers['content-length'] ?? 0) > 0
}

type Headers = Omit<SignedHeaders, 'date'> & { date: string | undefined; signature: string | undefined }

/** Read from the raw headers: Node would join or drop repeated ones, and the signature covers exactly one of each. */
function signedHeadersOf(request: IncomingMessage): Headers {
  return {
    userId: single(request, headerNames.userId, 'INVALID_USER_ID_HEADER'),
    date: single(request, headerNames.date, 'INVALID_DATE_HEADER'),
    contentSha256: single(request, headerNames.contentSha256, 'INVALID_SHA256'),
    contentMd5: single(request, headerNames.contentMd5, 'INVALID_MD5'),
    signature: single(request, headerNames.signature, 'INVALID_SIGNATURE'),
  }
}

function single(request: IncomingMessage, name: string, code: ErrorCode): string | undefined {
  const wanted = name.toLowerCase()
  let found: string | undefined
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() !== wanted) continue
    if (found !== undefined) {
      throw new MailError(
        code,
        `The header ${name} is there more than once. Send it once: it is part of what is signed.`,
      )
    }
    found = request.rawHeaders[at + 1]
  }
  return found
}

/** The greatest `xsd:long`. */
const maxAccountId = 2n ** 63n - 1n

function callerIdOf({ userId }: Headers): string {
  if (userId === undefined || !/^[1-9]\d{0,18}$/.test(userId) || BigInt(userId) > maxAccountId) {
    throw new MailError(
      'INVALID_USER_ID_HEADER',
      `${headerNames.userId} must be the account id of the caller, in decimal digits; it is ${userId === undefined ? 'missing' : 'something else'}.`,
    )
  }
  return userId
}

function checkDate({ date }: Headers, now: Date): void {
  if (date === undefined) {
    throw new MailError(
      'MISSING_DATE_HEADER',
      'The header Date is missing. Send it as in RFC 1123: Wed, 29 Jun 2011 14:58:11 GMT.',
    )
  }
  const sent = parseHttpDate(date)
  if (sent === undefined) {
    throw new MailError('INVALID_DATE_HEADER', 'The header Date is not as in RFC 1123: Wed, 29 Jun 2011 14:58:11 GMT.')
  }
  if (Math.abs(sent.getTime() - now.getTime()) > clockSkewMs) {
    throw new MailError(
      'DATE_HEADER_OUTSIDE_ACCEPTED_INTERVAL',
      `The header Date is more than 5 minutes from this server's clock, which shows ${now.toUTCString()}. Set the clock of the sending machine, and make Date fresh for every attempt.`,
    )
  }
}

function checkHashes({ contentSha256, contentMd5 }: Headers, body: boolean): void {
  if (contentSha256 === undefined && body) {
    throw new MailError('MISSING_SHA256', `The request has a body but no header ${headerNames.contentSha256}.`)
  }
  checkHash(contentSha256, sha256Rule, body)
  checkHash(contentMd5, md5Rule, body)
}

interface HashRule {
  code: ErrorCode
  name: string
  form: RegExp
  ofNothing: string
}
const sha256Rule: HashRule = {
  code: 'INVALID_SHA256',
  name: headerNames.contentSha256,
  form: /^[A-Za-z0-9+/]{43}=$/,
  ofNothing: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
}
const md5Rule: HashRule = {
  code: 'INVALID_MD5',
  name: headerNames.contentMd5,
  form: /^[A-Za-z0-9+/]{22}==$/,
  ofNothing: '1B2M2Y8AsgTpgAmY7PhCfg==',
}

function checkHash(value: string | undefined, rule: HashRule, body: boolean): void {
  if (value === undefined) return
  if (!rule.form.test(value)) {
    throw new MailError(rule.code, `${rule.name} is not the base64 of a hash, in one line and padded.`)
  }
  if (!body && value !== rule.ofNothing) {
    throw new MailError(rule.code, `${rule.name} names a body, but the request has none.`)
  }
}

function checkSignature(request: IncomingMessage, headers: Headers, account: AccountWithCertificates, now: Date): void {
  const { certificates } = account
  const usable = certificates.filter((certificate) => unusable(certificate, now) === undefined)
  if (certificates.length === 0) {
    throw new MailError(
      'MISSING_CERTIFICATE',
      `No certificate is registered for account ${account.id}. The operator adds one.`,
    )
  }
  if (usable.length === 0) throw revoked(certificates, now)
  const { signature } = headers
  if (signature === undefined || signature === '') {
    throw new MailError('MISSING_SIGNATURE', `The header ${headerNames.signature} is missing. Sign every request.`)
  }
  const forms = requestForms({
    method: request.method ?? 'GET',
    target: targetAsSent(request),
    headers: { ...headers, date: headers.date ?? '' },
  })
  const verifies = ({ pem }: Certificate) => {
    const key = publicKeyOf(pem)
    const held = forms.find(({ canonical }) => verifyText(canonical, signature, key))
    if (held !== undefined) rememberForm(request, held)
    return held !== undefined
  }
  if (usable.some(verifies)) return
  // Who signs with yesterday's certificate should be told so, not to look for a fault in the signing.
  const former = certificates.filter((certificate) => !usable.includes(certificate) && verifies(certificate))
  if (former.length > 0) throw revoked(former, now)
  throw new MailError(
    'INVALID_SIGNATURE',
    `The signature in ${headerNames.signature} could not be verified. Either another string was signed than the one that this server computed (below), or the key does not belong to a certificate registered for account ${account.id}, or the signature is not RSA with SHA-256 (PKCS #1 v1.5) in base64.\n${signatureEcho(forms[0]?.canonical ?? '')}`,
  )
}

function unusable(certificate: Certificate, now: Date): string | undefined {
  if (certificate.revokedAt !== null && certificate.revokedAt <= now) return `was revoked ${day(certificate.revokedAt)}`
  if (certificate.notAfter < now) return `expired ${day(certificate.notAfter)}`
  if (certificate.notBefore > now) return `is not valid before ${day(certificate.notBefore)}`
  return undefined
}

function revoked(certificates: Certificate[], now: Date): MailError {
  const [certificate] = certificates
  const reason = certificate === undefined ? 'cannot be used' : unusable(certificate, now)
  return new MailError(
    'REVOKED_CERTIFICATE',
    `The registered certificate ${reason}. Sign with a certificate that is valid; the operator registers a new one.`,
  )
}

const day = (instant: Date) => instant.toISOString().slice(0, 10)
