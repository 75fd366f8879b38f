import type { Keyring } from '../keys/keyring.ts'
import { findSender, findSenderOfOrganisation } from './accounts.ts'
import type { Database } from './database.ts'
import { findUsed, type NewMessage, saveMessage } from './messages.ts'
import {
  findByBankAccountHash,
  findByDigipostAddress,
  findByIdentityHash,
  findByName,
  findByOrganisationNumber,
} from './recipients.ts'

/** Everything that the sender side asks of the database once a caller is known. */
export type SenderStore = ReturnType<typeof senderStore>

export function senderStore(db: Database, keyring: Keyring) {
  return {
    findSender: (id: string, brokerId: string) => findSender(db, id, brokerId),
    findSenderOfOrganisation: (organisation: Parameters<typeof findSenderOfOrganisation>[1], brokerId: string) =>
      findSenderOfOrganisation(db, organisation, brokerId),
    findByIdentityHash: (hash: Buffer) => findByIdentityHash(db, hash),
    findByOrganisationNumber: (number: string) => findByOrganisationNumber(db, number),
    findByDigipostAddress: (address: string) => findByDigipostAddress(db, address),
    findByBankAccountHash: (hash: Buffer) => findByBankAccountHash(db, hash),
    findByName: (question: Parameters<typeof findByName>[1]) => findByName(db, question),
    findUsed: (question: Parameters<typeof findUsed>[1]) => findUsed(db, question),
    saveMessage: (message: NewMessage) => saveMessage(db, keyring, message),
  }
}
