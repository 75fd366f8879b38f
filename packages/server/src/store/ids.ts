import { randomUUID } from 'node:crypto'

/**
 * A new id: UUID version 7 (RFC 9562), so that rows made together lie together in an index.
 *
 * @param now the clock is the caller's
 */
export function newId(now: Date): string {
  const milliseconds = now.getTime().toString(16).padStart(12, '0')
  // randomUUID() keeps a pool of random bytes; its variant bits are kept, its version and first 48 bits are replaced.
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${randomUUID().slice(15)}`
}
