import type { FastifyPluginAsync } from 'fastify'
import { barrierProblem } from './barrier-problem.ts'
import { contentProblem, handedOut } from './check-content.ts'
import type { ContentLink, ContentLinkRequest } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface Route {
  Params: { letterId: string; documentId: string }
  Body: ContentLinkRequest
}

/** POST …/link: a way to the content that works once, for half a minute, for whoever is signed in to this mailbox. */
export const createContentLink: FastifyPluginAsync<MailboxContext> = async (app, context) => {
  const options = {
    schema: {
      params: schemas.documentParams,
      body: schemas.contentLinkRequest,
      response: { 201: schemas.contentLink },
    },
    config: { extendsSession: true },
  } as const
  app.post<Route>('/api/letters/:letterId/documents/:documentId/link', options, async (request, reply) => {
    const reader = readerOf(request)
    const { mailbox } = reader
    const { letterId, documentId } = request.params
    const access = await mailbox.openDocument(documentId, letterId)
    if (access === undefined) return sendProblem(reply, 'NOT_FOUND')
    if (access.kind === 'closed') return barrierProblem(reply, access.barrier)
    const { purpose } = request.body
    const problem = await contentProblem(context, reader, documentId, handedOut(access.document, purpose))
    if (problem !== undefined) return sendProblem(reply, problem)
    const { token, expiresAt } = await mailbox.issueLink(documentId, purpose)
    const link: ContentLink = { url: `/content/${token}`, expiresAt: expiresAt.toISOString() }
    return reply.code(201).send(link)
  })
}
