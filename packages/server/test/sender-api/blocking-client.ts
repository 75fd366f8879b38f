import { once } from 'node:events'
import { connect } from 'node:net'
import { type Response, responseOf } from './signed-client.ts'
import type { TestServer } from './test-server.ts'

export interface Upload {
  head: string
  /** Of the body, which is all `x`. */
  bytes: number
  chunked?: boolean
  /** Follows what was written, instead of the end that chunks have. */
  ending?: string
  /** Between pieces of 64 KiB. */
  pauseMs?: number
}

const piece = Buffer.alloc(64 * 1024, 'x')

/**
 * A client that writes all before it reads a byte, as the official Java client does.
 * @throws the system's error, such as EPIPE or ECONNRESET, when the server ends the connection before that
 */
export async function uploadThenRead(at: TestServer, upload: Upload): Promise<Response> {
  const socket = connect({ host: '127.0.0.1', port: at.port, allowHalfOpen: true })
  // Paused before it is connected: nothing is read from the system, not even into a buffer of Node's.
  socket.pause()
  const failed = new Promise<never>((_, reject) => socket.once('error', reject))
  failed.catch(() => undefined)
  const write = async (bytes: Buffer | string) => {
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), failed])
  }
  try {
    await write(upload.head)
    for (let left = upload.bytes; left > 0; left -= piece.length) {
      const part = piece.subarray(0, Math.min(left, piece.length))
      if (upload.chunked === true) await write(`${part.length.toString(16)}\r\n`)
      await write(part)
      if (upload.chunked === true) await write('\r\n')
      if (upload.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, upload.pauseMs))
    }
    const ending = upload.ending ?? (upload.chunked === true ? '0\r\n\r\n' : '')
    await Promise.race([new Promise((resolve) => socket.write(ending, resolve)), failed])
    return await Promise.race([readAnswer(socket), failed])
  } finally {
    socket.destroy()
  }
}

async function readAnswer(socket: ReturnType<typeof connect>): Promise<Response> {
  let received = Buffer.alloc(0)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) continue
    const [line = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n')
    const rawHeaders = lines.flatMap((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1).trim()])
    const length = Number(rawHeaders[rawHeaders.indexOf('Content-Length') + 1])
    const body = received.subarray(end + 4)
    if (body.length >= length) return responseOf(Number(line.split(' ')[1]), {}, rawHeaders, body.subarray(0, length))
  }
  throw new Error('The connection ended without a whole answer')
}
