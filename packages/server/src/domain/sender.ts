import type { Problem } from './problem.ts'

/** What an operator has opened for an account (`account.permissions`). */
export type Permission =
  | 'html'
  | 'delivery-time'
  | 'bank-account'
  | 'technical-attachments'
  | 'idporten'
  | 'sender-organization'

export interface SenderFacts {
  id: string
  active: boolean
  granted: boolean
}

/** May the broker act for this account (protocol 1.2)? */
export function senderProblems(sender: SenderFacts | undefined, asked: string, brokerId: string): Problem[] {
  if (sender === undefined) {
    return [
      {
        code: 'UNKNOWN_SENDER',
        message: `No account here is ${asked}. Check it, or leave it out to send as yourself.`,
      },
    ]
  }
  if (!sender.granted) {
    return [
      {
        code: 'BROKER_NOT_AUTHORIZED',
        message: `Account ${brokerId} may not act for ${asked}. That account has to grant it; the operator records the grant.`,
      },
    ]
  }
  if (!sender.active) {
    return [{ code: 'ACCOUNT_DEACTIVATED', message: `Account ${sender.id} is deactivated. Ask the operator about it.` }]
  }
  return []
}
