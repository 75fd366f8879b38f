import type { FastifyPluginAsync } from 'fastify'
import { letterCalendar } from '../../domain/calendar/letter-calendar.ts'
import { chooseLanguage } from '../web-language.ts'
import { barrierProblem } from './barrier-problem.ts'
import { contentDisposition } from './content-disposition.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface Route {
  Params: { letterId: string; documentId: string }
  Querystring: { private?: '1' }
}

/**
 * GET …/calendar[?private=1]: when it is, as a calendar file. Behind the same barriers as the content, whose claims it
 * repeats. Sender, subject and place are in it only when the owner asks for that.
 */
export const readCalendar: FastifyPluginAsync<MailboxContext> = async (app) => {
  const options = {
    schema: { params: schemas.documentParams, querystring: schemas.calendarQuery },
    config: { extendsSession: true },
  } as const
  app.get<Route>('/api/letters/:letterId/documents/:documentId/calendar', options, async (request, reply) => {
    const { mailbox, now } = readerOf(request)
    const { letterId, documentId } = request.params
    const access = await mailbox.openDocument(documentId, letterId)
    if (access === undefined) return sendProblem(reply, 'NOT_FOUND')
    if (access.kind === 'closed') return barrierProblem(reply, access.barrier)
    const letter = await mailbox.findLetter(letterId)
    const document = letter?.documents.find(({ id }) => id === documentId)
    if (letter === undefined || document === undefined || document.card === null) return sendProblem(reply, 'NOT_FOUND')
    const language = chooseLanguage(request.headers.cookie, request.headers['accept-language'])
    const source = { documentId, card: document.card, sender: letter.sender, subject: document.subject }
    const calendar = letterCalendar(source, { telling: request.query.private === '1', language, now })
    if (calendar === null) return sendProblem(reply, 'NOT_FOUND', { detail: 'Nothing in the document has a time.' })
    // Who asks with HEAD fetches nothing.
    if (request.method === 'GET') await mailbox.recordActivity('CALENDAR_FETCHED', { letterId, documentId })
    return reply
      .headers({
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': contentDisposition('attachment', calendarName(access.document.downloadName)),
      })
      .send(calendar)
  })
}

/** Called what the document is called: `2026-11-23 Fjellvik kommune – Vedtak.ics`, or `… brev.ics` when sensitive. */
const calendarName = (documentName: string) => `${documentName.replace(/\.[a-z0-9_-]{1,29}$/, '')}.ics`
