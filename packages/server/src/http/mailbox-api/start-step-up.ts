import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { LetterDetails } from '../../domain/letter-view.ts'
import { type PendingStepUp, type Session, setPendingStepUp } from '../../store/sessions.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { currentSession, mailboxOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface StepUpQuery {
  letter: string
  document?: string
}

/** How the stronger sign-in is asked for: here or at a provider. */
type AskStepUp = (
  context: MailboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: { session: Session; pending: PendingStepUp },
) => Promise<FastifyReply>

/** Where Brevdue itself asks, its sign-in page does. */
export const askOnOurPage: AskStepUp = async ({ deps }, _request, reply, { session, pending }) => {
  await setPendingStepUp(deps.db, session, pending)
  return reply.redirect('/sign-in?step-up=1', 303)
}

/**
 * GET /auth/step-up: a plain link, since a form that ends at another site is stopped by `form-action`. The server
 * picks the level and the way back, so there is nothing in the URL to send anybody elsewhere.
 */
export const startStepUp =
  (ask: AskStepUp): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const { deps, cookie } = context
    const options = {
      schema: { querystring: schemas.stepUpQuery },
      attachValidation: true,
      exposeHeadRoute: false,
      // Public only so that whoever is signed out meets the sign-in page and not a problem in JSON.
      config: { access: 'public' },
    } as const
    app.get<{ Querystring: StepUpQuery }>('/auth/step-up', options, async (request, reply) => {
      const now = deps.clock()
      const session = await currentSession(deps, cookie, request, now)
      if (session === undefined) return reply.redirect('/sign-in', 303)
      if (request.validationError !== undefined) return reply.redirect('/inbox', 303)
      const { letter: letterId, document: documentId } = request.query
      const letter = await mailboxOf(deps, session, now).findLetter(letterId)
      const returnTo = pathOf(letterId, letter?.place, documentId)
      const level = lockedLevel(letter, documentId)
      // Unknown or already open: the letter's own page says so.
      if (level === undefined) return reply.redirect(returnTo, 303)
      return ask(context, request, reply, { session, pending: { letterId, level, returnTo } })
    })
  }

function lockedLevel(letter: LetterDetails | undefined, documentId: string | undefined) {
  if (letter === undefined || documentId === undefined) return letter?.lock?.level
  return (letter.documents.find((document) => document.id === documentId)?.lock ?? letter.lock)?.level
}

/** The letter's own page, in the place where it lies. */
function pathOf(letterId: string, place = 'inbox', documentId?: string): string {
  return [`/${place}`, letterId, ...(documentId === undefined ? [] : [documentId])].join('/')
}
