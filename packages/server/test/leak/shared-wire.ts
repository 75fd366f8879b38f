import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface WireAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  /** Everything that came over the line: status, headers and body, byte for byte. */
  all: string
}

export interface Wire extends Disposable {
  /** Answers that have come. */
  readonly count: number
  /** Connections that were opened for them. */
  readonly connections: number
  send(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<WireAnswer>
}

/**
 * A few connections that are kept open and taken by whoever comes next, as a proxy in front of the server would: one
 * person's request follows another's on the same line.
 */
export function sharedWire(url: string, lines: number): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: lines, scheduling: 'fifo' })
  const seen = new WeakSet<object>()
  let [count, connections] = [0, 0]
  return {
    get count() {
      return count
    },
    get connections() {
      return connections
    },
    send: (method, path, headers = {}, body = '') =>
      new Promise((resolve, reject) => {
        const asked = request(url + path, { agent, method, headers }, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            count += 1
            const text = Buffer.concat(chunks).toString('utf8')
            const { statusCode = 0, headers: got, rawHeaders } = answer
            resolve({ status: statusCode, headers: got, body: text, all: `${rawHeaders.join('\n')}\n\n${text}` })
          })
        })
        asked.on('socket', (socket) => {
          if (!seen.has(socket)) connections += 1
          seen.add(socket)
        })
        asked.on('error', reject)
        asked.end(body)
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}
