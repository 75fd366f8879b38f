import { createHash } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import type { LetterPage } from './contract.ts'
import { readCursor, writeCursor } from './letter-cursor.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { presentRow } from './present.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface ListQuery {
  place: string
  unread?: '0' | '1'
  cursor?: string
}

/** GET /api/letters: one page of the list. The page polls it, so it extends no session and can answer 304. */
export const listLetters: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = { schema: { querystring: schemas.listQuery, response: { 200: schemas.letterPage } } }
  app.get<{ Querystring: ListQuery }>('/api/letters', options, async (request, reply) => {
    const { mailbox } = readerOf(request)
    const { place, unread, cursor } = request.query
    const after = cursor === undefined ? null : readCursor(cursor)
    if (after === undefined) return sendProblem(reply, 'INVALID_REQUEST', { detail: 'cursor is not one of ours' })
    const counting = mailbox.countUnread(place)
    const [list, unreadHere, inboxUnread] = await Promise.all([
      mailbox.listLetters({ place, unreadOnly: unread === '1', after }),
      counting,
      place === 'inbox' ? counting : mailbox.countUnread('inbox'),
    ])
    const page: LetterPage = {
      letters: list.letters.map(presentRow),
      nextCursor: list.next === null ? null : writeCursor(list.next),
      unread: unreadHere,
      inboxUnread,
      binDays: deps.config.binDays,
    }
    const tag = `"${createHash('sha256').update(JSON.stringify(page)).digest('base64url')}"`
    reply.header('etag', tag).header('vary', 'Cookie')
    if (request.headers['if-none-match']?.split(',').some((known) => known.trim() === tag) === true) {
      return reply.code(304).send()
    }
    return reply.send(page)
  })
}
