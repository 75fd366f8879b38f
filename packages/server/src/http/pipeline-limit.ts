import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** Clients that do not wait for answers at all send a few ahead; none needs so many. */
const mostWaiting = 100

/**
 * Ends a connection on which more requests wait for their answers than any client needs. Node reads and starts them all,
 * however many come in one packet: five megabytes of requests held 800 MB of memory [measured].
 */
export function limitPipeline(listener: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  return (request, response) => {
    const { socket } = request
    const count = (waiting.get(socket) ?? 0) + 1
    waiting.set(socket, count)
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1))
    if (count <= mostWaiting) listener(request, response)
    else socket.destroy()
  }
}
