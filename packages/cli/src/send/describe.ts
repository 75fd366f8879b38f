import type { Delivery, DigipostError } from '@brevdue/client'
import { errorCodes } from '@brevdue/protocol'
import { complain, formatBytes, formatTime, paint, say } from '../print.ts'

const actors = {
  sender: 'the sender of the letter: correct it and send it again',
  integrator: 'the program that sends: correct the request',
  operator: 'the operator of the service: the account or its permissions must change',
  service: 'the service: its log says more',
}

// The table names whose program it is; on the command line nobody has a program to correct.
const connection = 'whoever runs the service, or the network: start the sandbox with `npm start`, or check the address'

export interface Measured {
  bytes: number
  milliseconds: number
}

/** Says what became of a letter. */
export function sayDelivery(delivery: Delivery, { bytes, milliseconds }: Measured): void {
  const { primaryDocument, attachments } = delivery
  const facts: [string, string | undefined][] = [
    ['Subject', primaryDocument.subject],
    ['Attachments', attachments.length === 0 ? undefined : attachments.map(({ subject }) => subject ?? '').join(', ')],
    ['Channel', delivery.channel],
    ['Delivered', delivery.deliveryTime && formatTime(delivery.deliveryTime)],
    ['Sender', delivery.senderId],
    ['Message id', delivery.messageId],
    ['Document', primaryDocument.uuid],
    ['SHA-256', primaryDocument.contentHash?.value],
    ['Sent', `${formatBytes(bytes)} in ${milliseconds.toFixed(0)} ms`],
  ]
  const status = delivery.status ?? 'accepted by an earlier attempt, whose answer was lost'
  say(
    `${paint('green', '✓')} ${paint('bold', status)} ${paint('dim', '(the answer is signed by the service, and was verified)')}`,
  )
  for (const [name, value] of facts) if (value !== undefined) say(`  ${name.padEnd(12)} ${value}`)
}

export function deliveryJson(delivery: Delivery, { bytes, milliseconds }: Measured): Record<string, unknown> {
  return { ok: true, ...delivery, bytes, milliseconds: Math.round(milliseconds), answerVerified: true }
}

/** Says why a letter was not delivered, whose turn it is and what to do. */
export function complainRefusal(error: DigipostError): void {
  complain(`${paint('red', '✗')} ${paint('bold', error.code)}: ${error.message}`)
  complain(`  Meaning      ${errorCodes[error.code].meaning}`)
  complain(`  Whose turn   ${whoseTurn(error)}`)
  complain(`  Try again    ${retryAdvice(error)}`)
}

function whoseTurn({ code, actor }: DigipostError): string {
  if (code === 'CONNECTION_ERROR') return connection
  if (code === 'DUPLICATE_MESSAGE') return 'nobody’s, if this is the same letter as then: the service has it'
  return actors[actor]
}

function retryAdvice(error: DigipostError): string {
  if (error.outcomeUnknown) {
    return `yes: it is not known whether the letter arrived. The same command with --message-id ${error.messageId ?? ''} cannot deliver it twice; the answer DUPLICATE_MESSAGE then means that it had arrived`
  }
  if (error.code === 'DUPLICATE_MESSAGE') return 'no; another letter needs a --message-id of its own'
  return error.retryable ? 'yes, in a little while' : 'not before something has changed'
}

export function refusalJson(error: DigipostError): Record<string, unknown> {
  const { code, type, message, actor, retryable, outcomeUnknown, messageId, status, requestId } = error
  return {
    ok: false,
    code,
    type,
    message,
    meaning: errorCodes[code].meaning,
    actor,
    retryable,
    outcomeUnknown,
    messageId,
    status,
    requestId,
  }
}
