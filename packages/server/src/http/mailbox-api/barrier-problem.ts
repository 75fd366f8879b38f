import type { FastifyReply } from 'fastify'
import type { Barrier } from '../../domain/access.ts'
import { sendProblem } from './problem.ts'

/** What keeps content closed, as a problem that says how to open it. */
export function barrierProblem(reply: FastifyReply, barrier: Barrier): FastifyReply {
  if (barrier.kind === 'step-up') return sendProblem(reply, 'STEP_UP_REQUIRED', { level: barrier.level })
  return sendProblem(reply, 'RECEIPT_REQUIRED', { documentId: barrier.documentId })
}
