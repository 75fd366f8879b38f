import type { FastifyPluginAsync } from 'fastify'
import type { ServerDeps } from '../deps.ts'
import { webBuildSource } from '../web-build.ts'
import { webDirectory, webPages } from '../web-pages.ts'
import { collectRoutes, serveDocs } from './api-docs/serve-docs.ts'
import { createContentLink } from './create-content-link.ts'
import { crossSiteFault } from './cross-site.ts'
import { deleteLetters } from './delete-letters.ts'
import { endSessions } from './end-sessions.ts'
import { extendSession } from './extend-session.ts'
import { addFairness } from './fair-readers.ts'
import { listLetters } from './list-letters.ts'
import { listSessions } from './list-sessions.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { markLetters } from './mark-letters.ts'
import { markRead } from './mark-read.ts'
import { mailboxMetrics } from './metrics.ts'
import { moveLetters } from './move-letters.ts'
import { answerError, sendProblem } from './problem.ts'
import { problemPages } from './problem-page.ts'
import { readActivity } from './read-activity.ts'
import { readCalendar } from './read-calendar.ts'
import { readLetter } from './read-letter.ts'
import { readScan } from './read-scan.ts'
import { readSession } from './read-session.ts'
import { readSignIn } from './read-sign-in.ts'
import { requireReader, sessionLimits } from './reader.ts'
import { sendReceipt } from './send-receipt.ts'
import { serveContent } from './serve-content.ts'
import { sessionCookie } from './session-cookie.ts'
import { signInMethod } from './sign-in-methods.ts'
import { signOut } from './sign-out.ts'
import { keepSweeping } from './sweep.ts'

const longestBody = 16 * 1024
/** For JSON nobody should render, frame or run anything. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'"

const endpoints = [
  readSignIn,
  readSession,
  extendSession,
  signOut,
  listSessions,
  endSessions,
  listLetters,
  readLetter,
  readScan,
  readCalendar,
  createContentLink,
  sendReceipt,
  markRead,
  moveLetters,
  markLetters,
  deleteLetters,
  readActivity,
  serveContent,
]

/** The recipient's side: the JSON API of `contract.ts`, the content behind one-time links, and the web pages. */
export const mailboxApi: FastifyPluginAsync<{ deps: ServerDeps }> = async (app, { deps }) => {
  const cookie = sessionCookie(deps.config)
  const context: MailboxContext = {
    deps,
    cookie,
    limits: sessionLimits(deps.config),
    metrics: mailboxMetrics(deps.metrics),
    signIn: signInMethod(deps),
  }
  const build = webBuildSource(webDirectory)
  const sandbox = deps.config.mode === 'sandbox'
  app.register(webPages, { build, cookie, sandbox })
  app.register(async (api) => {
    const origin = deps.config.publicUrl === undefined ? undefined : new URL(deps.config.publicUrl).origin
    takeJsonOnly(api)
    api.setErrorHandler((error: Parameters<typeof answerError>[0], request, reply) =>
      answerError(error, request, reply, deps),
    )
    api.addHook('onRequest', async (request, reply) => {
      reply.headers({
        'cache-control': 'no-store',
        'content-security-policy': apiPolicy,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      if (request.method === 'GET' || request.method === 'HEAD') return undefined
      if (request.routeOptions.config.provesItself === true) return undefined
      const fault = crossSiteFault(request.headers, origin)
      return fault === undefined ? undefined : sendProblem(reply, 'FORBIDDEN', { detail: fault })
    })
    api.addHook('onRequest', requireReader(deps, cookie))
    addFairness(api, deps)
    api.addHook('onSend', problemPages(build, sandbox))
    const routes = collectRoutes(api)
    for (const endpoint of [...endpoints, ...(context.signIn?.endpoints ?? []), serveDocs(routes)])
      await api.register(endpoint, context)
    for (const path of ['/api/*', '/auth/*', '/content/*']) {
      api.all(path, async (_request, reply) => sendProblem(reply, 'NOT_FOUND'))
    }
    keepSweeping(api, deps)
  })
}

function takeJsonOnly(api: Parameters<typeof mailboxApi>[0]): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeAllContentTypeParsers()
  api.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string', bodyLimit: longestBody },
    (request, body, done) => {
      if (body === '') done(null, {})
      else void parse(request, body, done)
    },
  )
}
