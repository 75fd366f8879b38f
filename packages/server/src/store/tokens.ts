import { createHash, randomBytes } from 'node:crypto'

/** A secret that is given out once: 256 random bits, 43 characters that need no escaping in a URL or a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is stored of a token, so that a copy of the database opens nothing. Looking up the hash also leaves an
 * attacker nothing to measure: the index compares hashes, not tokens.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
