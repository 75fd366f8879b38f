import type { Keyring } from '../keys/keyring.ts'
import type { Database } from '../store/database.ts'
import { addOrganisation, addPerson } from './add-recipient.ts'
import { addSender } from './add-sender.ts'
import { allowBroker } from './allow-broker.ts'
import { checkPerson, type PersonInput } from './recipient-input.ts'
import { readSandboxFile, type SandboxAddress, type SandboxFile, writeSandboxFile } from './sandbox-file.ts'
import { sandboxKeys } from './sandbox-keys.ts'
import { sandboxOrganisations, sandboxPeople, sandboxSenders } from './sandbox-people.ts'

/**
 * Fills a sandbox with its senders, people and organisation and writes `sandbox.json`. Every step may be repeated, so
 * a start that was cut off is made good by the next one; the file is written last.
 *
 * @param url where the sandbox is reached
 */
export async function seedSandbox(
  stores: { db: Database; keyring: Keyring },
  place: { dataDirectory: string; url: string },
  now: Date,
): Promise<SandboxFile> {
  const keys = await Promise.all(sandboxSenders.map((sender) => sandboxKeys(place.dataDirectory, sender, now)))
  const senders: SandboxFile['senders'] = []
  for (const [index, { publicBody, permit, ...sender }] of sandboxSenders.entries()) {
    const { certificatePem: certificate, ...files } = keys[index] ?? fail()
    await addSender(stores.db, { ...sender, publicBody, permit, certificate }, now)
    senders.push({ ...sender, ...files })
  }
  for (const broker of sandboxSenders) {
    for (const sender of broker.mayActFor) await allowBroker(stores.db, { broker: broker.id, sender }, now)
  }
  // One after the other in time too: whoever lists them finds them in this order.
  const moment = (index: number): Date => new Date(now.getTime() + index)
  for (const [index, person] of sandboxPeople.entries()) await addPerson(stores, person, moment(index))
  for (const [index, organisation] of sandboxOrganisations.entries()) {
    await addOrganisation(stores, organisation, moment(sandboxPeople.length + index))
  }
  const sandbox: SandboxFile = {
    url: place.url,
    senders,
    people: sandboxPeople.map(describePerson),
    organisations: sandboxOrganisations.map((organisation) => ({
      name: organisation.name,
      organisationNumber: organisation.organisationNumber,
      digipostAddress: organisation.digipostAddress ?? null,
      address: addressOf(organisation),
      hasMailbox: true,
    })),
  }
  await writeSandboxFile(place.dataDirectory, sandbox)
  return sandbox
}

/** Keeps the address in `sandbox.json` true when the sandbox is started on another port. */
export async function refreshSandboxUrl(dataDirectory: string, url: string): Promise<SandboxFile | undefined> {
  const sandbox = await readSandboxFile(dataDirectory)
  if (sandbox === undefined || sandbox.url === url) return sandbox
  const moved = { ...sandbox, url }
  await writeSandboxFile(dataDirectory, moved)
  return moved
}

function describePerson(person: PersonInput): SandboxFile['people'][number] {
  return {
    name: person.name,
    personalIdentificationNumber: person.personalIdentificationNumber,
    digipostAddress: person.digipostAddress ?? null,
    bankAccountNumber: person.bankAccount ?? null,
    birthDate: checkPerson(person).birthDate ?? null,
    address: addressOf(person),
    hasMailbox: person.mailbox !== false,
  }
}

function addressOf(place: Pick<PersonInput, 'addressLine1' | 'addressLine2' | 'postalCode' | 'city'>): SandboxAddress {
  return {
    addressLine1: place.addressLine1 ?? '',
    ...(place.addressLine2 === undefined ? {} : { addressLine2: place.addressLine2 }),
    postalCode: place.postalCode ?? '',
    city: place.city ?? '',
  }
}

function fail(): never {
  throw new Error('a sender of the sandbox has no keys')
}
