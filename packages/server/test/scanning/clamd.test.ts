import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { type Clamd, clamd, ScannerError } from '../../src/gateways/clamd.ts'
import { readClamdAddress } from '../../src/gateways/clamd-address.ts'
import type { Verdict } from '../../src/gateways/clamd-verdict.ts'
import { largest, marker, noClamd, signature, type TestClamd, testClamd } from './test-clamd.ts'

async function* bytes(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

const reasonOf = (verdict: Verdict) => (verdict.kind === 'withheld' ? verdict.reason : verdict.kind)

/** So many bytes in pieces; tells how many were taken. */
async function* zeros(length: number, taken: { bytes: number } = { bytes: 0 }): AsyncGenerator<Uint8Array> {
  for (let left = length; left > 0; left -= 100_000) {
    const part = Buffer.alloc(Math.min(left, 100_000))
    taken.bytes += part.length
    yield part
  }
}

describe('clamd as a scanner', { skip: noClamd }, () => {
  let running: TestClamd
  let scanner: Clamd
  before(async () => {
    running = await testClamd()
    await running.start()
    scanner = clamd(readClamdAddress(running.url))
  })
  after(() => running[Symbol.asyncDispose]())

  test('it says who it is, by port and by socket', async () => {
    assert.match(await scanner.version(), /^ClamAV /)
    assert.match(await clamd(readClamdAddress(running.socketUrl)).version(), /^ClamAV /)
  })

  test('clean bytes are clean, the empty document and one of many chunks too', async () => {
    for (const source of [bytes('Hei!'), bytes(), bytes('', 'a', ''), zeros(largest - 1)]) {
      assert.deepEqual(await scanner.scan(source), { kind: 'clean' })
    }
  })

  test('what it knows is found, also when it comes in two pieces', async () => {
    const found = { kind: 'withheld', reason: 'malware', signature: `${signature}.UNOFFICIAL` }
    assert.deepEqual(await scanner.scan(bytes(`before ${marker} after`)), found)
    assert.deepEqual(await scanner.scan(bytes(marker.slice(0, 10), marker.slice(10))), found)
  })

  test('more than it takes is too large, and is not sent to its end', async () => {
    for (let time = 0; time < 10; time += 1) {
      const taken = { bytes: 0 }
      assert.equal(reasonOf(await scanner.scan(zeros(200 * largest, taken))), 'over-limit')
      assert.ok(taken.bytes < 100 * largest, `${taken.bytes} bytes were taken`)
    }
    assert.deepEqual(await scanner.scan(bytes('and it goes on answering')), { kind: 'clean' })
  })

  test('what goes wrong with the bytes is not the scanner’s fault', async () => {
    const broken = (async function* () {
      yield Buffer.from('begun')
      throw new RangeError('not genuine')
    })()
    await assert.rejects(scanner.scan(broken), RangeError)
  })
})

describe('a scanner that is none', () => {
  async function answering(answer: (socket: Socket) => void): Promise<AsyncDisposable & { scanner: Clamd }> {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined))
      answer(socket)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return {
      scanner: clamd({ host: '127.0.0.1', port }, { silenceMs: 100, wholeMs: 2_000 }),
      async [Symbol.asyncDispose]() {
        for (const socket of sockets) socket.destroy()
        server.close()
        await once(server, 'close')
      },
    }
  }
  const cases: [string, (socket: Socket) => void][] = [
    ['hangs up', (socket) => socket.destroy()],
    ['says nothing', (socket) => socket.resume()],
    ['does not even read', (socket) => socket.pause()],
    ['says something else', (socket) => socket.resume().end('HTTP/1.1 400 Bad Request\0')],
    ['talks without end', (socket) => socket.resume().write('x'.repeat(100_000))],
    ['reports a fault of its own', (socket) => socket.resume().end("stream: Can't allocate memory ERROR\0")],
  ]
  for (const [name, answer] of cases) {
    test(`one that ${name} has said nothing of the document`, async () => {
      await using other = await answering(answer)
      await assert.rejects(other.scanner.scan(zeros(20_000_000)), ScannerError)
    })
  }

  test('one that is not there cannot be asked', async () => {
    const scanner = clamd({ path: '/nowhere/clamd' })
    await assert.rejects(scanner.ping(), ScannerError)
    await assert.rejects(scanner.scan(bytes('Hei')), ScannerError)
  })

  test('a scan that is called off ends at once', async () => {
    await using other = await answering((socket) => socket.resume())
    await assert.rejects(other.scanner.scan(bytes('Hei'), AbortSignal.abort()), ScannerError)
  })
})

describe('its address', () => {
  test('is a port or a socket', () => {
    assert.deepEqual(readClamdAddress('clamd://scanner.example:3311'), { host: 'scanner.example', port: 3311 })
    assert.deepEqual(readClamdAddress('clamd://127.0.0.1'), { host: '127.0.0.1', port: 3310 })
    assert.deepEqual(readClamdAddress('clamd://[::1]:1'), { host: '::1', port: 1 })
    assert.deepEqual(readClamdAddress('clamd:/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' })
  })

  test('is nothing else', () => {
    for (const wrong of [
      '127.0.0.1:3310',
      'http://a:1',
      'clamd:',
      'clamd://',
      'clamd://a:1/b',
      'clamd:run',
      'clamd://a:99999',
    ]) {
      assert.throws(() => readClamdAddress(wrong), /must look like clamd:/, wrong)
    }
  })
})
