import { createServer } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import { audienceConstraint } from './audience.ts'
import { clientNetwork } from './client-network.ts'
import { limitConnections } from './connection-limit.ts'
import type { ServerDeps } from './deps.ts'
import { health } from './health.ts'
import { limits as limitsRoute } from './limits.ts'
import { mailboxApi } from './mailbox-api/index.ts'
import { limitPipeline } from './pipeline-limit.ts'
import {
  answerBrokenRequest,
  answerConnect,
  answerExpectation,
  answerFrameworkError,
} from './sender-api/broken-request.ts'
import { expectContinue } from './sender-api/expectation.ts'
import { senderApi } from './sender-api/index.ts'
import { endWithAnswer, isTaken, serveRawTarget } from './sender-api/raw-target.ts'

/** Room for a signature, a certificate-sized header and nothing more. */
const maxHeaderBytes = 32 * 1024
/** Longer than the idle time of common clients' pools, so that it is seldom we who close under a request. */
const keepAliveMs = 65_000
/** Node's own clock on a request is only the safety net below the one in `sender-api/body.ts`, which can explain. */
const safetyNetMs = 15_000

/**
 * The whole HTTP side: health, mailbox and sender API on one port.
 *
 * Nothing of Fastify's own ever answers a sender: whatever cannot be routed, parsed or understood is answered by the
 * sender API's signed `<error>`.
 */
export function buildHttpServer(deps: ServerDeps): FastifyInstance {
  const { limits } = deps.config
  const app = fastify({
    serverFactory: (handler) =>
      createServer(
        {
          maxHeaderSize: maxHeaderBytes,
          headersTimeout: limits.headersTimeoutMs,
          requestTimeout: Math.max(limits.requestTimeoutMs, limits.headersTimeoutMs) + safetyNetMs,
          keepAliveTimeout: keepAliveMs,
          // A missing Host is answered by us, signed, where it matters.
          requireHostHeader: false,
          connectionsCheckingInterval: Math.min(limits.headersTimeoutMs, 5000),
        },
        limitPipeline(handler),
      ),
    logger: false,
    // A JSON "true" is a string and 1 is a number: neither becomes a boolean. Query parameters are strings in every schema.
    ajv: { customOptions: { coerceTypes: false } },
    requestIdHeader: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // RFC 9112 3.2.2: a target with scheme and host is understood too.
    rewriteUrl: ({ url = '/' }) => (url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*\/?/i, '/')),
    routerOptions: { maxParamLength: maxHeaderBytes, constraints: { audience: audienceConstraint } },
    frameworkErrors: (error, request, reply) => answerFrameworkError(deps, error, request.raw, reply.raw),
    clientErrorHandler: (error, socket) => {
      if (isTaken(socket) || serveRawTarget(app.server, limits, error, socket)) return
      answerBrokenRequest(deps, error, socket)
    },
  })
  limitConnections(app.server, {
    most: limits.maxConnections,
    mostOfOneNetwork: limits.maxConnectionsPerNetwork,
    networkOf: clientNetwork(deps.config.trustedProxies),
  })
  // Who has sent everything may say so by closing its half of the connection, and still waits for the answer.
  Object.assign(app.server, { httpAllowHalfOpen: true })
  app.server.prependListener('request', endWithAnswer)
  app.server.on('checkContinue', (request, response) => {
    expectContinue(response)
    app.server.emit('request', request, response)
  })
  app.server.on('checkExpectation', (request, response) => answerExpectation(deps, request, response))
  app.server.on('connect', (request, socket) => answerConnect(deps, request, socket))

  app.register(health, { deps })
  app.register(limitsRoute, { deps })
  app.register(mailboxApi, { deps })
  app.register(senderApi, { deps })
  return app
}
