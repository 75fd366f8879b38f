import { parseParametrisedValue } from './header-value.ts'
import { MailError } from './mail-error.ts'
import type { Version } from './versions.ts'

const digipostType = /^(application|multipart)\/vnd\.digipost-(v[678])\+xml$/
const multipartSubtype = /^(?:vnd\.digipost-v[678]\+xml|mixed|form-data)$/
// Wider than RFC 2046 in length (70), as strict as it in what would blur where a boundary ends.
const boundaryForm = /^[\x20-\x7e]{0,199}[\x21-\x7e]$/

/** `application/vnd.digipost-v8+xml` and its elder siblings (protocol.md 0.4). */
export function xmlMediaType(version: Version): string {
  return `application/vnd.digipost-${version}+xml`
}

/** The type of a one-request send body; for v6 its documented `multipart/mixed` (protocol.md 0.4). */
export function multipartMediaType(version: Version): string {
  return version === 'v6' ? 'multipart/mixed' : `multipart/vnd.digipost-${version}+xml`
}

/** The version that a Content-Type (XML or multipart, with or without parameters) names, or undefined. */
export function versionOfMediaType(contentType: string): Version | undefined {
  const type = parseParametrisedValue(contentType)?.first ?? ''
  return digipostType.exec(type)?.[2] as Version | undefined
}

/**
 * The version to answer in: the best-liked one that `Accept` names; v8 when it is absent or says that anything goes.
 * @returns undefined when nothing we can write is accepted (406)
 */
export function versionOfAccept(accept: string | undefined): Version | undefined {
  if (accept === undefined || accept.trim() === '') return 'v8'
  let best: { version: Version; quality: number } | undefined
  for (const range of accept.split(',').slice(0, 64)) {
    const parsed = parseParametrisedValue(range)
    if (parsed === undefined) continue
    const version = ['*/*', 'application/*'].includes(parsed.first) ? 'v8' : versionOfMediaType(parsed.first)
    const quality = Number(parsed.parameters.get('q') ?? '1')
    if (version !== undefined && quality > (best?.quality ?? 0)) best = { version, quality }
  }
  return best?.version
}

export type MultipartType = {
  readonly subtype: string
  readonly boundary: string
  readonly version: Version | undefined
}

/**
 * Reads the Content-Type of a send body (protocol.md 4.3): every subtype the clients have used, any case, quoted or
 * bare boundary, further parameters ignored.
 * @throws MailError PROBLEM_WITH_REQUEST when it is no such type or has no usable boundary
 */
export function parseMultipartType(contentType: string): MultipartType {
  const parsed = parseParametrisedValue(contentType)
  const [type, subtype = ''] = (parsed?.first ?? '').split('/')
  if (parsed === undefined || type !== 'multipart' || !multipartSubtype.test(subtype)) {
    throw new MailError(
      'PROBLEM_WITH_REQUEST',
      'Content-Type is not a multipart type this service reads: send multipart/vnd.digipost-v8+xml with a boundary.',
      { detail: { contentType } },
    )
  }
  const boundary = parsed.parameters.get('boundary') ?? ''
  if (!boundaryForm.test(boundary)) {
    throw new MailError(
      'PROBLEM_WITH_REQUEST',
      'Content-Type has no usable boundary: it must be 1 to 200 printable ASCII characters and not end in a blank.',
      { detail: { contentType } },
    )
  }
  return { subtype, boundary, version: versionOfMediaType(parsed.first) }
}
