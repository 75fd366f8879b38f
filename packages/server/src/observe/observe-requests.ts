import type { FastifyInstance } from 'fastify'
import type { Report } from './report.ts'

/** Reports every answered request. The route's pattern stands for the path, which may name a person. */
export function observeRequests(http: FastifyInstance, report: Report): void {
  const begun = new WeakMap<object, { read: number; written: number }>()
  http.addHook('onRequest', async (request) => {
    const { socket } = request.raw
    begun.set(request.raw, { read: socket.bytesRead, written: socket.bytesWritten })
  })
  http.addHook('onResponse', async (request, reply) => {
    const { socket } = request.raw
    const start = begun.get(request.raw) ?? { read: socket.bytesRead, written: socket.bytesWritten }
    report.requestAnswered({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
      in: Math.max(0, socket.bytesRead - start.read),
      out: Math.max(0, socket.bytesWritten - start.written),
    })
  })
}
