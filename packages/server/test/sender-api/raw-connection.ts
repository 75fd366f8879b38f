import net from 'node:net'
import { type Response, responseOf } from './signed-client.ts'
import type { TestServer } from './test-server.ts'

/** A socket that says exactly what a test wants said. */
export class RawConnection implements Disposable {
  readonly socket: net.Socket
  #received = Buffer.alloc(0)
  #closed = false
  #wake = () => {}

  constructor(at: TestServer) {
    this.socket = net.connect({ host: '127.0.0.1', port: at.port, allowHalfOpen: true })
    this.socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    this.socket.on('error', () => {})
    for (const event of ['end', 'close']) {
      this.socket.on(event, () => {
        this.#closed = true
        this.#wake()
      })
    }
  }

  write(bytes: string | Buffer): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  }

  /** The request line and headers, as text. */
  writeHead(line: string, headers: Record<string, string | string[]>): void {
    const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
    this.write(`${[line, ...lines].join('\r\n')}\r\n\r\n`)
  }

  /** The next response, interim ones included. */
  async response(): Promise<Response> {
    for (;;) {
      const response = this.#take()
      if (response !== undefined) return response
      if (this.#closed) throw new Error(`closed after ${this.#received.toString('latin1').slice(0, 200)}`)
      await this.#more()
    }
  }

  /** The next response when it is one to HEAD: its length is that of a body which does not come. */
  async head(): Promise<Response> {
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n')
      if (end === -1 && this.#closed) throw new Error('closed')
      if (end !== -1) {
        const status = Number(this.#received.subarray(0, end).toString('latin1').split(' ')[1])
        return responseOf(status, {}, [], Buffer.alloc(0))
      }
      await this.#more()
    }
  }

  /** Waits until the server has ended the connection. */
  async ended(): Promise<void> {
    while (!this.#closed) await this.#more()
  }

  #more(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    return promise
  }

  #take(): Response | undefined {
    const end = this.#received.indexOf('\r\n\r\n')
    if (end === -1) return undefined
    const [line = '', ...lines] = this.#received.subarray(0, end).toString('latin1').split('\r\n')
    const rawHeaders = lines.flatMap((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1).trim()])
    const headers: Record<string, string> = {}
    for (let index = 0; index < rawHeaders.length; index += 2) {
      headers[rawHeaders[index]?.toLowerCase() ?? ''] = rawHeaders[index + 1] ?? ''
    }
    const length = Number(headers['content-length'] ?? 0)
    if (this.#received.length < end + 4 + length) return undefined
    const body = this.#received.subarray(end + 4, end + 4 + length)
    this.#received = this.#received.subarray(end + 4 + length)
    return responseOf(Number(line.split(' ')[1]), headers, rawHeaders, Buffer.from(body))
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}
