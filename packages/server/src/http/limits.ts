import type { FastifyPluginAsync } from 'fastify'
import { clockSkewMs } from '../domain/clock-skew.ts'
import { knownFileTypes } from '../domain/content/index.ts'
import type { ServerDeps } from './deps.ts'
import { describeRates } from './sender-api/sender-rates.ts'

/** GET /limits: what the operator has set, so that a program need not find it out by being refused. Not secret, not signed. */
export const limits: FastifyPluginAsync<{ deps: ServerDeps }> = async (app, { deps }) => {
  const { limits: set } = deps.config
  app.get('/limits', async () => ({
    maxBodyBytes: set.maxBodyBytes,
    maxMessageXmlBytes: set.maxMessageXmlBytes,
    maxDocuments: set.maxDocuments,
    maxConcurrentRequests: set.maxConcurrentRequests,
    maxConcurrentPerSender: set.maxConcurrentPerSender,
    maxConcurrentPerNetwork: set.maxConcurrentPerNetwork,
    rates: describeRates(set),
    requestTimeoutSeconds: set.requestTimeoutMs / 1000,
    headersTimeoutSeconds: set.headersTimeoutMs / 1000,
    minimumBytesPerSecond: set.minimumBytesPerSecond,
    clockSkewSeconds: clockSkewMs / 1000,
    fileTypes: knownFileTypes,
  }))
}
