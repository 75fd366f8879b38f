import type { IncomingMessage, ServerResponse } from 'node:http'
import { isWaitingForContinue } from './expectation.ts'

/** A rest of this size is read and thrown away rather than paid for with a new connection. */
const cheapRestBytes = 64 * 1024
const lingerMs = 2000
const lingerBytes = 4 * 1024 * 1024

/**
 * Whether the connection cannot be used for another request: unread body bytes would be taken for the next request.
 * That is also so when the client waits for 100 Continue: by RFC 9110 10.1.1 it may send its body all the same, and a
 * server that took those bytes for a request could be made to run it.
 */
export function mustClose(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.complete) return false
  if (isWaitingForContinue(response)) return true
  const length = request.headers['content-length']
  if (length === undefined) return request.headers['transfer-encoding'] !== undefined
  return Number(length) > cheapRestBytes
}

/** Throws away the rest of a body whose connection is kept. */
export function discardBody(request: IncomingMessage): void {
  if (request.complete) return
  request.removeAllListeners('readable')
  request.on('error', () => {})
  request.resume()
}

/**
 * Reads on for a moment and throws away. Closing with unread bytes makes the kernel reset the connection, and a reset
 * can take back the answer before the client has seen it.
 */
export function lingerOverBody(request: IncomingMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = lingerBytes
  const count = (chunk: Uint8Array) => {
    left -= chunk.length
    if (left < 0) resolve()
  }
  const timer = setTimeout(resolve, lingerMs)
  for (const event of ['end', 'close', 'error']) request.once(event, () => resolve())
  request.removeAllListeners('readable')
  request.on('data', count)
  request.resume()
  return promise.finally(() => {
    clearTimeout(timer)
    request.off('data', count)
    request.on('error', () => {})
  })
}
