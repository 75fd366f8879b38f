import type { SenderOrganization } from '@brevdue/protocol'
import { type Permission, senderProblems } from '../domain/sender.ts'
import type { Account } from '../store/accounts.ts'
import type { SenderStore } from '../store/sender-store.ts'
import { refuse } from './refuse.ts'

/** Who the message is from, as far as it says. */
export interface SenderQuestion {
  /** xsd:long, decimal text. */
  senderId?: string | undefined
  senderOrganization?: SenderOrganization | undefined
}

/**
 * The account that a broker acts for (protocol 1.2): itself, or one that has granted it the right.
 * @throws MailError UNKNOWN_SENDER, BROKER_NOT_AUTHORIZED or ACCOUNT_DEACTIVATED
 */
export async function resolveSender(store: SenderStore, broker: Account, question: SenderQuestion): Promise<Account> {
  if (question.senderOrganization !== undefined) return resolveOrganisation(store, broker, question.senderOrganization)
  if (question.senderId === undefined) return broker
  const senderId = accountId(question.senderId)
  if (senderId === broker.id) return broker
  const asked = `sender-id ${question.senderId}`
  const sender = senderId === undefined ? undefined : await store.findSender(senderId, broker.id)
  refuse(senderProblems(sender, asked, broker.id))
  return sender ?? broker
}

async function resolveOrganisation(
  store: SenderStore,
  broker: Account,
  organisation: SenderOrganization,
): Promise<Account> {
  const asked = `sender-organization ${organisation.organizationId}`
  const permission: Permission = 'sender-organization'
  if (!broker.permissions.includes(permission)) {
    refuse([
      {
        code: 'BROKER_NOT_AUTHORIZED',
        message: `Account ${broker.id} may not name a sender by organisation number. The operator opens that; sender-id needs no such permission.`,
      },
    ])
  }
  const partId = organisation.partId === undefined || organisation.partId === '' ? undefined : organisation.partId
  const sender = await store.findSenderOfOrganisation({ number: organisation.organizationId, partId }, broker.id)
  refuse(senderProblems(sender, asked, broker.id))
  return sender ?? broker
}

const greatestLong = 2n ** 63n - 1n

/** xsd:long allows signs and leading zeros; an account id is a positive number without them. */
function accountId(lexical: string): string | undefined {
  if (!/^\s*\+?\d{1,40}\s*$/.test(lexical)) return undefined
  const id = BigInt(lexical.trim().replace('+', ''))
  return id > 0n && id <= greatestLong ? String(id) : undefined
}
