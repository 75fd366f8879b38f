import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import { StartError } from '../config/start-error.ts'

export interface MetricsServer {
  /** Of the page itself. */
  url: string
  close(): Promise<void>
}

/**
 * GET /metrics on an address of its own, so that a proxy in front of the service does not publish it.
 *
 * @throws StartError when it cannot listen there
 */
export async function startMetricsServer(
  metrics: Registry,
  { host, port }: { host: string; port: number },
): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    const [path] = (request.url ?? '').split('?', 1)
    if (path !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n')
      return
    }
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, resolve)
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(
      `The metrics cannot be offered on ${host}, port ${port} (${cause.code}). Choose with BREVDUE_METRICS_HOST and BREVDUE_METRICS_PORT, or turn them off with BREVDUE_METRICS_PORT=off.`,
      { cause },
    )
  })
  const { address, family, port: taken } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
