/*
 * Bytes that stream through leave garbage that V8 notices late, since it lies outside its heap: without care a
 * document of 1 GB adds some 80 MB to the process. So buffers are used again where they are ours, given back at once
 * where they cannot be, and for the rest the collector is told.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Buffers of one size, used again. What is taken must be given back, and not be touched after that. */
export class BufferPool {
  readonly #size: number
  readonly #free: Buffer[] = []
  readonly #most: number

  constructor(size: number, most: number) {
    this.#size = size
    this.#most = most
  }

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#size)
  }

  give(buffer: Buffer): void {
    if (this.#free.length < this.#most) this.#free.push(buffer)
  }
}

/** Frees a buffer's memory now. Only for a buffer that nobody else has a view of. */
export function release(buffer: Buffer): void {
  const memory = buffer.buffer
  if (memory instanceof ArrayBuffer && memory.byteLength === buffer.byteLength) memory.transfer(0)
}

/** Between two collections; each takes about a third of a millisecond. */
const streamedBetween = 4 * 1024 ** 2
let collect: (() => void) | undefined
let streamed = 0

/** To be told of bytes that have passed and are garbage now. Small documents need not tell. */
export function passed(bytes: number): void {
  streamed += bytes
  if (streamed < streamedBetween) return
  streamed = 0
  collect ??= findCollector()
  collect()
}

/** A collection of the young generation only, where bytes that pass through stay. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as NodeJS.GCFunction
  return () => gc({ type: 'minor', execution: 'sync' })
}
