import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to PostgreSQL that can be cut: what a network, a fail-over or a firewall does to connections. */
export interface DatabaseProxy extends AsyncDisposable {
  /** Of the database, through the proxy. */
  url: string
  /** `pass` lets everything through, `reset` resets every connection that sends something, `silent` swallows everything. */
  mode: 'pass' | 'reset' | 'silent'
}

export async function databaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const proxy = { mode: 'pass' as DatabaseProxy['mode'] }
  const server = createServer((socket) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const one of [socket, upstream]) {
      sockets.add(one)
      one.on('error', () => undefined).on('close', () => sockets.delete(one))
    }
    socket.on('data', (data) => {
      if (proxy.mode === 'pass') upstream.write(data)
      if (proxy.mode === 'reset') socket.resetAndDestroy()
    })
    upstream.on('data', (data) => {
      if (proxy.mode === 'pass') socket.write(data)
    })
    socket.on('close', () => upstream.destroy())
    upstream.on('close', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return Object.assign(proxy, {
    url: url.href,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  })
}
