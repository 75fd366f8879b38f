import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { letterBytes } from './letters.ts'

const seconds = 3

/** What no implementation can avoid for one letter: check its signature, sign the answer, hash the body. */
function work(): number {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const canonical = Buffer.from(`POST\n/messages\n${'x'.repeat(150)}`)
  const signature = sign('sha256', canonical, privateKey)
  const body = randomBytes(letterBytes)
  let letters = 0
  const end = performance.now() + seconds * 1000
  for (; performance.now() < end; letters++) {
    createHash('sha256').update(body).digest()
    if (!verify('sha256', canonical, publicKey, signature)) throw new Error('a signature of our own does not verify')
    sign('sha256', canonical, privateKey)
  }
  return letters / seconds
}

/** Letters per second that this machine could do if it did nothing but the cryptography, on all cores. */
export async function cryptoLimit(): Promise<number> {
  const one = () =>
    new Promise<number>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url))
      worker.once('message', resolve)
      worker.once('error', reject)
    })
  const rates = await Promise.all(Array.from({ length: availableParallelism() }, one))
  return rates.reduce((sum, rate) => sum + rate, 0)
}

if (!isMainThread) parentPort?.postMessage(work())
