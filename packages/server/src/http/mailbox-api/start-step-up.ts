import type { FastifyPluginAsync } from 'fastify'
import type { LetterDetails } from '../../domain/letter-view.ts'
import { setPendingStepUp } from '../../store/sessions.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { currentSession, mailboxOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface StepUpQuery {
  letter: string
  document?: string
}

/**
 * GET /auth/step-up: a plain link, since a form that ends at another site is stopped by `form-action`. The server
 * picks the level and the way back, so there is nothing in the URL to send anybody elsewhere. In the sandbox the
 * page that asks is our own.
 */
export const startStepUp: FastifyPluginAsync<MailboxContext> = async (app, { deps, cookie }) => {
  const options = {
    schema: { querystring: schemas.stepUpQuery },
    attachValidation: true,
    // Public only so that whoever is signed out meets the sign-in page and not a problem in JSON.
    config: { access: 'public' },
  } as const
  app.get<{ Querystring: StepUpQuery }>('/auth/step-up', options, async (request, reply) => {
    const now = deps.clock()
    const session = await currentSession(deps, cookie, request, now)
    if (session === undefined) return reply.redirect('/sign-in', 303)
    if (request.validationError !== undefined) return reply.redirect('/inbox', 303)
    const { letter: letterId, document: documentId } = request.query
    const returnTo = documentId === undefined ? `/inbox/${letterId}` : `/inbox/${letterId}/${documentId}`
    const mailbox = mailboxOf(deps, session, now)
    const level = lockedLevel(await mailbox.findLetter(letterId), documentId)
    // Unknown or already open: the letter's own page says so.
    if (level === undefined) return reply.redirect(returnTo, 303)
    await setPendingStepUp(deps.db, session, { letterId, level, returnTo })
    return reply.redirect('/sign-in?step-up=1', 303)
  })
}

function lockedLevel(letter: LetterDetails | undefined, documentId: string | undefined) {
  if (letter === undefined || documentId === undefined) return letter?.lock?.level
  return (letter.documents.find((document) => document.id === documentId)?.lock ?? letter.lock)?.level
}
