import { fileURLToPath } from 'node:url'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie } from './mailbox-api/session-cookie.ts'
import { sandboxNotice } from './sandbox-notice.ts'
import { webAssets } from './web-assets.ts'
import { type WebBuildSource, webBuildSource } from './web-build.ts'
import { chooseLanguage } from './web-language.ts'
import { messagePage } from './web-message-page.ts'
import { pageHeaders, pagePolicy } from './web-policy.ts'

export const webDirectory = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

/** The routes of the single-page mailbox; which of them shows what is its own business. */
const pagePaths = [
  '/',
  '/sign-in',
  '/sign-in/link',
  '/activate',
  '/recovery',
  '/signed-out',
  ...['/inbox', '/archive', '/bin'].flatMap((place) => [place, `${place}/:letterId`, `${place}/:letterId/:documentId`]),
  '/l/:letterId',
  '/settings',
  '/help',
  '/accessibility',
  '/privacy',
]

/** Only to browsers; at the same paths everybody else meets the sender API (`audience.ts`). */
const toBrowsers = { constraints: { audience: 'browser' } }

interface PageOptions {
  cookie: SessionCookie
  build?: WebBuildSource
  sandbox: boolean
}

/** The mailbox's pages, their assets, and the 404 page for a browser at any other path. */
export const webPages: FastifyPluginAsync<PageOptions> = async (app, options) => {
  const build = options.build ?? webBuildSource(webDirectory)
  await app.register(webAssets, { build })
  for (const path of pagePaths) app.get(path, toBrowsers, (request, reply) => sendPage(request, reply, build, options))
  // The parameter as well as the wildcard: the sender API has a route for one segment that would else win.
  for (const path of ['/:page', '/*']) {
    app.get(path, toBrowsers, async (request, reply) => {
      const language = languageOf(request)
      const place = { language, build: await build.current(), sandbox: options.sandbox }
      const { headers, html } = messagePage('page-missing', 'NOT_FOUND', place)
      return reply.code(404).headers(headers).send(html)
    })
  }
}

async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  source: WebBuildSource,
  { cookie, sandbox }: PageOptions,
): Promise<FastifyReply> {
  const language = languageOf(request)
  const build = await source.current()
  if (build === undefined) {
    const { headers, html } = messagePage('not-built', 'SERVER_ERROR', { language, build, sandbox })
    return reply.code(503).headers(headers).send(html)
  }
  const mark = hasNoSession(request, cookie) ? ' data-signed-out="true"' : ''
  const html = build.indexHtml
    .replace(/<html\b([^>]*?\blang=")[^"]*/, `<html${mark}$1${language}`)
    // The script marks the page itself.
    .replace('<noscript>', `$&${sandboxNotice(sandbox, language)}`)
  return reply.headers({ ...pageHeaders, 'content-security-policy': pagePolicy }).send(html)
}

/**
 * Whether the page need not ask who is signed in. Only a browser that would have sent the cookie counts: one that comes
 * over a link on another site keeps a strict cookie to itself.
 */
function hasNoSession({ headers }: FastifyRequest, cookie: SessionCookie): boolean {
  const site = headers['sec-fetch-site']
  return (site === 'none' || site === 'same-origin') && cookie.read(headers.cookie) === undefined
}

export function languageOf(request: FastifyRequest) {
  return chooseLanguage(request.headers.cookie, request.headers['accept-language'])
}
