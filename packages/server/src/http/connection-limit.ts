import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Origin } from './client-network.ts'
import { socketUnder } from './sender-api/raw-target.ts'

export interface ConnectionLimits {
  readonly most: number
  readonly mostOfOneNetwork: number
  /** Of the peer, not of whoever a proxy speaks for: a connection belongs to the peer. */
  readonly networkOf: (request: Origin) => string | undefined
}

/**
 * Bounds how many connections are open, of one network and in all, so that no one can use up the process's file
 * descriptors. A new connection is not refused for it: the oldest one without a request under way ends, of the network
 * that has most. Clients expect that of a kept connection, and open another.
 */
export function limitConnections(server: Server, { most, mostOfOneNetwork, networkOf }: ConnectionLimits): void {
  const byNetwork = new Map<string, Set<Socket>>()
  const underWay = new WeakMap<Socket, number>()
  let open = 0

  const add = (socket: Duplex) => {
    // A request that is read once more (`raw-target.ts`) comes on a connection that is counted already.
    if (!(socket instanceof Socket)) return
    const network = networkOf({ headers: {}, socket })
    const key = network ?? 'unknown'
    const own = byNetwork.get(key) ?? new Set()
    byNetwork.set(key, own.add(socket))
    open += 1
    socket.once('close', () => {
      open -= 1
      own.delete(socket)
      if (own.size === 0) byNetwork.delete(key)
    })
    if (network !== undefined && own.size > mostOfOneNetwork) endOne(own)
    else if (open > most) endOne(largest())
  }

  const largest = (): ReadonlySet<Socket> =>
    [...byNetwork.values()].reduce((a, b) => (b.size > a.size ? b : a), new Set<Socket>())

  /** The oldest that is idle; if none is, the newest. */
  const endOne = (sockets: ReadonlySet<Socket>) => {
    let last: Socket | undefined
    for (const socket of sockets) {
      last = socket
      if (!socket.destroyed && (underWay.get(socket) ?? 0) === 0) break
    }
    last?.destroy()
  }

  server.on('connection', add)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const socket = socketUnder(request)
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1)
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1))
  })
}
