import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { nameKey } from '../../src/domain/name-and-address.ts'
import { emptyProfile, sealNumbers, sealProfile } from '../../src/store/recipient-seal.ts'
import { senderKey, type TestServer } from './test-server.ts'

const everything = ['html', 'delivery-time', 'bank-account', 'technical-attachments', 'idporten', 'sender-organization']

export interface AccountSpec {
  id?: string
  permissions?: string[]
  active?: boolean
  organisationNumber?: string
  partId?: string
  /** null: none. */
  certificatePem?: string | null
  revokedAt?: Date
}

let accounts = 0

/** An account that may do everything, unless the test says otherwise. */
export async function addAccount(at: TestServer, spec: AccountSpec = {}): Promise<string> {
  accounts += 1
  const id = spec.id ?? String(1000 + accounts)
  await at.deps.db
    .insertInto('account')
    .values({
      id,
      name: `Avsender ${id}`,
      organisation_number: spec.organisationNumber ?? String(800_000_000 + accounts),
      part_id: spec.partId ?? null,
      permissions: spec.permissions ?? everything,
      active: spec.active ?? true,
    })
    .execute()
  if (spec.certificatePem !== null) await addCertificate(at, id, spec)
  return id
}

export async function addCertificate(at: TestServer, accountId: string, spec: AccountSpec = {}): Promise<void> {
  const pem = spec.certificatePem ?? senderKey.certificatePem
  const certificate = new X509Certificate(pem)
  await at.deps.db
    .insertInto('account_certificate')
    .values({
      account_id: accountId,
      fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
      pem,
      not_before: new Date(certificate.validFrom),
      not_after: new Date(certificate.validTo),
      revoked_at: spec.revokedAt ?? null,
    })
    .execute()
}

export async function grant(at: TestServer, broker: string, sender: string): Promise<void> {
  await at.deps.db.insertInto('broker_grant').values({ broker_id: broker, sender_id: sender }).execute()
}

export interface PersonSpec {
  kind?: 'PERSON' | 'ORGANISATION'
  name?: string
  number?: string
  organisationNumber?: string
  digipostAddress?: string
  birthDate?: string
  addressLine1?: string
  postalCode?: string
  phoneNumber?: string
  emailAddress?: string
  bankAccount?: string
  /** false: none; 'closed': one that is not active. */
  mailbox?: boolean | 'closed'
}

/** @returns the id of the mailbox, or of the person when there is none */
export async function addPerson(at: TestServer, spec: PersonSpec = {}): Promise<string> {
  const { db } = at.deps
  const id = randomUUID()
  const { name = 'Kari Nordmann', kind = 'PERSON' } = spec
  await db
    .insertInto('recipient')
    .values({ id, kind, ...columnsOf(at, id, kind, { ...spec, name }) })
    .execute()
  if (spec.mailbox === false) return id
  const mailboxId = randomUUID()
  await db
    .insertInto('mailbox')
    .values({ id: mailboxId, recipient_id: id, active: spec.mailbox !== 'closed' })
    .execute()
  return mailboxId
}

function columnsOf(at: TestServer, id: string, kind: 'PERSON' | 'ORGANISATION', spec: PersonSpec & { name: string }) {
  const { keyring } = at.deps
  const { name, digipostAddress, birthDate, addressLine1, postalCode, phoneNumber, emailAddress } = spec
  const given = { digipostAddress, birthDate, addressLine1, postalCode, phoneNumber, emailAddress }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    organisation_number: spec.organisationNumber ?? null,
    ...sealProfile(keyring, id, { ...emptyProfile, name, ...known }, kind === 'PERSON' ? nameKey(name) : null),
    ...sealNumbers(keyring, id, { identityNumber: spec.number, bankAccount: spec.bankAccount }),
  }
}
