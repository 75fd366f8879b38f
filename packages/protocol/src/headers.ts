/**
 * Security headers in the spelling sent on the wire (protocol.md 2.1). The official Java client sorts response headers
 * by the spelling it receives, so `Date` and `X-Content-SHA256` must keep these capitals (2.5).
 */
export const headerNames = {
  userId: 'X-Digipost-UserId',
  date: 'Date',
  contentSha256: 'X-Content-SHA256',
  contentMd5: 'Content-MD5',
  signature: 'X-Digipost-Signature',
} as const
