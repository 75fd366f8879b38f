import { createHash } from 'node:crypto'

/** The value of `X-Content-SHA256` for these body bytes: base64 of SHA-256, padded (protocol.md 2.1, 4.4). */
export function sha256Base64(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** The value of the legacy header `Content-MD5` for these body bytes (protocol.md 2.1). It protects nothing. */
export function md5Base64(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64')
}
