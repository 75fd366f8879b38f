import type { FastifyReply } from 'fastify'
import type { Barrier } from '../../domain/access.ts'
import { sendProblem } from './problem.ts'

/** What keeps content closed, as a problem that says how to open it. */
export function barrierProblem(reply: FastifyReply, barrier: Barrier): FastifyReply {
  switch (barrier.kind) {
    case 'step-up':
      return sendProblem(reply, 'STEP_UP_REQUIRED', { level: barrier.level })
    case 'checking':
      return sendProblem(reply, 'CHECKING')
    case 'withheld':
      return sendProblem(reply, 'WITHHELD')
    case 'receipt':
      return sendProblem(reply, 'RECEIPT_REQUIRED', { documentId: barrier.documentId })
  }
}
