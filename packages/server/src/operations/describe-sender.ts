import type { SenderInformation } from '@brevdue/protocol'
import { senderProblems } from '../domain/sender.ts'
import { senderFeatures } from '../domain/sender-features.ts'
import type { Account, AccountForBroker } from '../store/accounts.ts'
import type { SenderStore } from '../store/sender-store.ts'

/** A sender by account id, or by organisation number and part. */
export type SenderNamed = { id: string } | { number: string; partId: string | undefined }

/**
 * What the broker may know of a sender (protocol 1.3). Whether an account is unknown, closed or has granted nothing is
 * one and the same answer on purpose.
 */
export async function describeSender(
  deps: { store: SenderStore; maxBodyBytes: number },
  broker: Account,
  named: SenderNamed,
): Promise<SenderInformation> {
  const sender = await find(deps.store, broker, named)
  if (sender === undefined || senderProblems(sender, '', broker.id).length > 0) return { status: 'NO_INFO_AVAILABLE' }
  const features = senderFeatures(sender.permissions, deps.maxBodyBytes)
  return {
    senderId: sender.id,
    status: 'VALID_SENDER',
    supportedFeatures: {
      feature: features.map(({ name, param }) => (param === undefined ? { value: name } : { value: name, param })),
    },
  }
}

function find(store: SenderStore, broker: Account, named: SenderNamed): Promise<AccountForBroker | undefined> {
  return 'id' in named ? store.findSender(named.id, broker.id) : store.findSenderOfOrganisation(named, broker.id)
}
