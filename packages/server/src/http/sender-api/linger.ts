import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import type { Limits } from '../../config/config.ts'
import { networkOf } from '../../domain/built-in/network.ts'
import { isWaitingForContinue } from './expectation.ts'

/*
 * The official Java client writes its whole body before it reads a byte of the answer. Closing with unread bytes makes
 * the kernel reset the connection, and the reset takes back the answer: the client sees `Broken pipe` and no reason. So
 * the rest of a refused body is read and thrown away, after the answer is written and outside the places of requests
 * that are worked on.
 */

/** A rest of this size is read and thrown away rather than paid for with a new connection. */
const cheapRestBytes = 64 * 1024
/** So much is thrown away for every connection; more only for those that have one of the places below. */
const shortBytes = 4 * 1024 * 1024
const shortMs = 2000
/** Even an operator who takes small bodies only has clients that send larger ones, and they must learn that. */
const leastLongBytes = 64 * 1024 * 1024
/** A connection that has its answer and sends nothing for so long is ended. */
const idleMs = 2000
const graceMs = 5000

/** How many connections of this process throw away large bodies at once, and how many of them for one network. */
const mostLong = 64
const mostLongOfOneNetwork = 32
const longOfNetwork = new Map<string, number>()
let long = 0

export type LingerLimits = Pick<Limits, 'maxBodyBytes' | 'minimumBytesPerSecond' | 'requestTimeoutMs'>

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

/** Throws away the rest of a body, until it ends or a bound is reached; the connection has to be closed then. */
export function lingerOverBody(limits: LingerLimits, request: IncomingMessage): Promise<void> {
  request.removeAllListeners('readable')
  return linger(limits, request, request.socket)
}

/** The same on a connection that was not, or is no longer, read as HTTP. */
export function lingerOverSocket(limits: LingerLimits, socket: Duplex): Promise<void> {
  socket.removeAllListeners('data')
  socket.removeAllListeners('end')
  return linger(limits, socket, socket)
}

async function linger(limits: LingerLimits, source: Readable, socket: Duplex): Promise<void> {
  const network = networkOf((socket as Partial<Socket>).remoteAddress ?? '') ?? ''
  const release = takePlace(network)
  try {
    await throwAway(source, release === undefined ? shortBounds : longBounds(limits))
  } finally {
    release?.()
  }
}

interface Bounds {
  bytes: number
  milliseconds: number
  minimumBytesPerSecond: number
}

const shortBounds: Bounds = { bytes: shortBytes, milliseconds: shortMs, minimumBytesPerSecond: 0 }

/** Twice what is taken: a body that is refused for its size is larger than that. */
const longBounds = ({ maxBodyBytes, minimumBytesPerSecond, requestTimeoutMs }: LingerLimits): Bounds => ({
  bytes: Math.max(leastLongBytes, 2 * maxBodyBytes),
  milliseconds: requestTimeoutMs,
  minimumBytesPerSecond,
})

function takePlace(network: string): (() => void) | undefined {
  const ofNetwork = longOfNetwork.get(network) ?? 0
  if (long >= mostLong || ofNetwork >= mostLongOfOneNetwork) return undefined
  long += 1
  longOfNetwork.set(network, ofNetwork + 1)
  return () => {
    long -= 1
    const left = (longOfNetwork.get(network) ?? 1) - 1
    if (left === 0) longOfNetwork.delete(network)
    else longOfNetwork.set(network, left)
  }
}

function throwAway(source: Readable, bounds: Bounds): Promise<void> {
  if (source.readableEnded || source.destroyed) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  const began = performance.now()
  let bytes = 0
  const idle = setTimeout(resolve, idleMs)
  const deadline = setTimeout(resolve, bounds.milliseconds)
  const count = (chunk: Uint8Array) => {
    bytes += chunk.length
    idle.refresh()
    const late = performance.now() - began - graceMs
    if (bytes > bounds.bytes || bytes < (late / 1000) * bounds.minimumBytesPerSecond) resolve()
  }
  for (const event of ['end', 'close', 'error']) source.once(event, () => resolve())
  source.on('data', count)
  source.resume()
  return promise.finally(() => {
    clearTimeout(idle)
    clearTimeout(deadline)
    source.off('data', count)
    source.on('error', () => {})
  })
}
