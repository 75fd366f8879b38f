import type { Keyring } from '../keys/keyring.ts'
import { findSender, findSenderOfOrganisation } from './accounts.ts'
import type { Database } from './database.ts'
import { findUsed, type NewMessage, saveMessage } from './messages.ts'
import {
  findByBankAccount,
  findByDigipostAddress,
  findByIdentityNumber,
  findByName,
  findByOrganisationNumber,
} from './recipients.ts'

/** Everything that the sender side asks of the database once a caller is known. */
export type SenderStore = ReturnType<typeof senderStore>

export function senderStore(db: Database, keyring: Keyring) {
  const register = { db, keyring }
  return {
    findSender: (id: string, brokerId: string) => findSender(db, id, brokerId),
    findSenderOfOrganisation: (organisation: Parameters<typeof findSenderOfOrganisation>[1], brokerId: string) =>
      findSenderOfOrganisation(db, organisation, brokerId),
    findByIdentityNumber: (number: string) => findByIdentityNumber(register, number),
    findByOrganisationNumber: (number: string) => findByOrganisationNumber(register, number),
    findByDigipostAddress: (address: string) => findByDigipostAddress(register, address),
    findByBankAccount: (number: string) => findByBankAccount(register, number),
    findByName: (question: Parameters<typeof findByName>[1]) => findByName(register, question),
    findUsed: (question: Parameters<typeof findUsed>[1]) => findUsed(db, question),
    saveMessage: (message: NewMessage) => saveMessage(db, keyring, message),
  }
}
