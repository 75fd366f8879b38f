import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** A way to a service on which every answer to a POST is lost: the service has worked, and nobody learns of it. */
export async function losingAnswers(service: URL): Promise<AsyncDisposable & { url: string }> {
  const relay = createServer((client) => {
    const server = connect(Number(service.port), service.hostname)
    let posting = false
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
    client.on('data', (chunk: Buffer) => {
      posting ||= chunk.toString('latin1').startsWith('POST ')
      server.write(chunk)
    })
    server.on('data', (chunk: Buffer) => {
      // “Go on with the body” is no answer.
      const isAnswer = posting && !chunk.toString('latin1').startsWith('HTTP/1.1 100 ')
      if (isAnswer) client.destroy()
      else client.write(chunk)
    })
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  const close = async (): Promise<void> => {
    const closed = once(relay, 'close')
    relay.close()
    await closed
  }
  return { url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`, [Symbol.asyncDispose]: close }
}
