import { makeSelfSigned, type SelfSigned } from '../keys/certificates.ts'
import type { Keyring } from '../keys/keyring.ts'
import { addPerson } from '../operate/add-recipient.ts'
import { addSender, type SenderInput } from '../operate/add-sender.ts'
import { allowBroker } from '../operate/allow-broker.ts'
import type { PersonInput } from '../operate/recipient-input.ts'
import type { Database } from '../store/database.ts'
import { findByDigipostAddress } from '../store/recipients.ts'
import { testIdentityNumber, testOrganisationNumber } from './test-numbers.ts'

export interface TestSender extends SelfSigned {
  id: string
  name: string
  organisationNumber: string
}

export interface TestPerson {
  name: string
  personalIdentificationNumber: string
  digipostAddress: string
  recipientId: string
  /** Absent when the person has none. */
  mailboxId?: string | undefined
}

interface Place {
  db: Database
  keyring: Keyring
}

let running = 0
let keys: Promise<SelfSigned> | undefined

/**
 * Registers a sender (or broker) with a key and a certificate. All share one key, which takes a while to make, unless
 * `ownKey` asks for another.
 */
export async function aSender(
  { db }: Pick<Place, 'db'>,
  wish: Partial<SenderInput> & { ownKey?: boolean; brokerFor?: readonly { id: string }[] } = {},
): Promise<TestSender> {
  const number = ++running
  const { ownKey, brokerFor, ...input } = wish
  const id = input.id ?? String(1000 + number)
  const name = input.name ?? `Test Sender ${number}`
  const organisationNumber = input.organisationNumber ?? testOrganisationNumber(number)
  const now = new Date()
  keys ??= makeSelfSigned({ subject: 'Test senders', days: 365, from: now })
  const privateKeyPem = ownKey === true ? undefined : (await keys).privateKeyPem
  const made = await makeSelfSigned({ subject: name, organisationNumber, days: 365, from: now, privateKeyPem })
  await addSender(db, { certificate: made.certificatePem, ...input, id, name, organisationNumber }, now)
  for (const sender of brokerFor ?? []) await allowBroker(db, { broker: id, sender: sender.id }, now)
  return { id, name, organisationNumber, ...made }
}

/** Registers a person, with a mailbox unless `mailbox: false` says otherwise. */
export async function aPerson(place: Place, wish: Partial<PersonInput> = {}): Promise<TestPerson> {
  const number = ++running
  const input: PersonInput = {
    name: `Test Person ${number}`,
    personalIdentificationNumber: testIdentityNumber(number),
    addressLine1: `Prøvegata ${number}`,
    postalCode: '0001',
    city: 'Oslo',
    ...wish,
  }
  const { digipostAddress } = await addPerson(place, input, new Date())
  const found = await findByDigipostAddress(place, digipostAddress)
  if (found === undefined) throw new Error(`${input.name} was not registered`)
  const { name, personalIdentificationNumber } = input
  return {
    name,
    personalIdentificationNumber,
    digipostAddress,
    recipientId: found.id,
    mailboxId: found.mailboxId ?? undefined,
  }
}
