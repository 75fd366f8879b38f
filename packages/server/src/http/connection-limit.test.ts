import assert from 'node:assert/strict'
import { once } from 'node:events'
import http, { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { limitConnections } from './connection-limit.ts'

async function withServer(
  limits: { most: number; mostOfOneNetwork: number; network: string | undefined },
  work: (port: number, answers: http.ServerResponse[]) => Promise<void>,
): Promise<void> {
  const waiting: http.ServerResponse[] = []
  const server = createServer((request, response) => {
    if (request.url === '/wait') waiting.push(response)
    else response.end('here')
  })
  limitConnections(server, { ...limits, networkOf: () => limits.network })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await work((server.address() as AddressInfo).port, waiting)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function idle(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

async function get(port: number, path = '/'): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  http
    .get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve).on('error', reject)
    })
    .on('error', reject)
  return promise
}

for (const limits of [
  { most: 1000, mostOfOneNetwork: 5, network: '192.0.2.1' },
  { most: 5, mostOfOneNetwork: 1000, network: undefined },
]) {
  test(`idle connections beyond the most make way for new ones, those with a request under way stay (${JSON.stringify(limits)})`, async () => {
    await withServer(limits, async (port, waiting) => {
      const slow = get(port, '/wait')
      const left: Socket[] = []
      for (let count = 0; count < 30; count++) left.push(await idle(port))
      for (let count = 0; count < 10; count++) assert.equal(await get(port), 'here')
      for (const socket of left.slice(0, 25)) if (!socket.closed) await once(socket, 'close')
      assert.equal(waiting.length, 1)
      waiting[0]?.end('at last')
      assert.equal(await slow, 'at last')
    })
  })
}
