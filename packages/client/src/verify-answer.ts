import type { KeyObject } from 'node:crypto'
import { headerNames, parseHttpDate, responseCanonicalForms, sha256Base64, verifyText } from '@brevdue/protocol'
import type { Answer } from './transport.ts'

const maxSkewMs = 5 * 60 * 1000

const header = (answer: Answer, name: string): string | undefined => {
  const value = answer.headers[name.toLowerCase()]
  return typeof value === 'string' ? value : undefined
}

/**
 * What is wrong with an answer by the rules of protocol.md 2.5 and 2.7, or undefined when it can be trusted.
 * @param target of the request it answers, as on the request line
 * @param key of the service's certificate; undefined for the entry point, whose signature nobody can check
 */
export function problemOfAnswer(
  answer: Answer,
  target: string,
  key: KeyObject | undefined,
  now: Date,
): string | undefined {
  const date = header(answer, headerNames.date)
  const contentSha256 = header(answer, headerNames.contentSha256)
  const moment = date === undefined ? undefined : parseHttpDate(date)
  if (date === undefined || moment === undefined) return 'it has no readable Date'
  if (Math.abs(moment.getTime() - now.getTime()) > maxSkewMs) {
    return `its Date, ${date}, is more than five minutes from the clock of this machine`
  }
  if (answer.body.length > 0 && contentSha256 === undefined && key !== undefined) return 'it has no X-Content-SHA256'
  if (contentSha256 !== undefined && contentSha256 !== sha256Base64(answer.body)) {
    return 'its X-Content-SHA256 does not fit the bytes that arrived'
  }
  return key === undefined ? undefined : problemOfSignature(answer, target, key, { date, contentSha256 })
}

function problemOfSignature(
  answer: Answer,
  target: string,
  key: KeyObject,
  verified: { date: string; contentSha256: string | undefined },
): string | undefined {
  const signature = header(answer, headerNames.signature)
  if (signature === undefined) return 'it has no X-Digipost-Signature'
  const contentMd5 = header(answer, headerNames.contentMd5)
  const userId = header(answer, headerNames.userId)
  const forms = responseCanonicalForms({ status: answer.status, target, ...verified, contentMd5, userId })
  const holds = forms.some((canonical) => verifyText(canonical, signature, key))
  return holds ? undefined : "its signature was not made with the key of the service's certificate"
}
