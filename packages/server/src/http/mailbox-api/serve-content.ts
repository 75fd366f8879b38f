import { Readable } from 'node:stream'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { chunkSize } from '../../blobs/content-cipher.ts'
import { SealError } from '../../keys/seal-error.ts'
import type { OpenDocument } from '../../operations/open-mailbox.ts'
import type { Purpose } from '../../store/content-links.ts'
import { barrierProblem } from './barrier-problem.ts'
import { handedOut, problemOfFailure } from './check-content.ts'
import { type ContentAnswer, contentAnswer } from './content-answer.ts'
import type { ProblemCode } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { type Reader, readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface Route {
  Params: { token: string }
}

const acts = { view: 'OPENED', download: 'DOWNLOADED', print: 'PRINTED' } as const
const goneDetail = 'The link has been used, is older than 30 seconds, or belongs to somebody else.'

/**
 * GET /content/:token: the bytes, once. The token alone opens nothing: the session of the same mailbox must come
 * along, and level and receipt are looked at again.
 */
export const serveContent: FastifyPluginAsync<MailboxContext> = async (app, context) => {
  const options = {
    schema: { params: schemas.tokenParams },
    config: { extendsSession: true },
    exposeHeadRoute: false,
  } as const
  app.get<Route>('/content/:token', options, async (request, reply) => {
    const reader = readerOf(request)
    // A browser that fetches ahead has not been asked to open anything.
    if (request.headers['sec-purpose']?.includes('prefetch') === true) return sendProblem(reply, 'NOT_FOUND')
    const link = await reader.mailbox.redeemLink(request.params.token)
    if (link === undefined) return sendProblem(reply, 'NOT_FOUND', { detail: goneDetail })
    const access = await reader.mailbox.openDocument(link.documentId)
    if (access === undefined) return sendProblem(reply, 'NOT_FOUND')
    if (access.kind === 'closed') return barrierProblem(reply, access.barrier)
    const answer = await begunAnswer(context, reader, access.document, link.purpose)
    if (typeof answer === 'string') return sendProblem(reply, answer)
    const { headers, body } = answer
    const opened = () => markOpened(context, reader, reply, access.document, link.purpose)
    const watched = logFailure(context, request, openedBeforeLast(body, opened))
    return reply.headers(headers).send(Readable.from(watched, { objectMode: false }))
  })

  // Link checkers and mail scanners ask with HEAD: they learn whether it would work, and it still will.
  app.head<Route>('/content/:token', { schema: options.schema }, async (request, reply) => {
    const works = await readerOf(request).mailbox.linkWorks(request.params.token)
    return reply.code(works ? 200 : 404).send()
  })
}

/**
 * The answer when its first bytes are there, or the problem: what cannot be read fails while a problem can still be sent.
 */
async function begunAnswer(
  { deps }: MailboxContext,
  reader: Reader,
  document: OpenDocument,
  purpose: Purpose,
): Promise<ContentAnswer | ProblemCode> {
  try {
    if (document.size > chunkSize) await deps.content.check(handedOut(document, purpose))
    const { headers, body } = await contentAnswer(deps.content, document, purpose)
    return { headers, body: await begun(body) }
  } catch (error) {
    return await problemOfFailure(reader, document.documentId, error)
  }
}

async function begun(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const rest = bytes[Symbol.asyncIterator]()
  const first = await rest.next()
  return (async function* () {
    try {
      if (first.done !== true) yield first.value
      for (let next = first; next.done !== true; ) {
        next = await rest.next()
        if (next.done !== true) yield next.value
      }
    } finally {
      await rest.return?.()
    }
  })()
}

async function markOpened(
  { metrics }: MailboxContext,
  reader: Reader,
  reply: FastifyReply,
  document: OpenDocument,
  purpose: Purpose,
): Promise<void> {
  // Whoever left before the end has not opened the letter.
  if (reply.raw.destroyed) return
  await reader.mailbox.markOpened(document, acts[purpose])
  metrics.opened.inc({ purpose })
}

/**
 * Passes the bytes on and calls `opened` when all but the last chunk are out, so that whoever holds the whole
 * content finds the letter read, and whoever broke off does not.
 */
async function* openedBeforeLast(
  bytes: AsyncIterable<Uint8Array>,
  opened: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined
  for await (const chunk of bytes) {
    if (held !== undefined) yield held
    held = chunk
  }
  await opened()
  if (held !== undefined) yield held
}

/** After the headers are out no problem can be sent: the connection breaks, and the log must say why. */
async function* logFailure(
  { deps }: MailboxContext,
  request: FastifyRequest,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (error instanceof SealError) deps.report.notGenuine(error)
    deps.log.error({ err: error, route: request.routeOptions.url }, 'content could not be sent to its end')
    throw error
  }
}
