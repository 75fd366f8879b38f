import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { addressKey, nameKey } from '../../src/domain/name-and-address.ts'
import { senderKey, type TestService } from './test-service.ts'

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
export async function addAccount(at: TestService, spec: AccountSpec = {}): Promise<string> {
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

export async function addCertificate(at: TestService, accountId: string, spec: AccountSpec = {}): Promise<void> {
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

export async function grant(at: TestService, broker: string, sender: string): Promise<void> {
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
export async function addPerson(at: TestService, spec: PersonSpec = {}): Promise<string> {
  const { db, keyring } = at.deps
  const id = randomUUID()
  const name = spec.name ?? 'Kari Nordmann'
  await db
    .insertInto('recipient')
    .values({
      id,
      kind: spec.kind ?? 'PERSON',
      name,
      name_key: nameKey(name),
      identity_hash: spec.number === undefined ? null : keyring.hashIdentity(spec.number),
      identity_encrypted: spec.number === undefined ? null : keyring.encryptText(spec.number),
      organisation_number: spec.organisationNumber ?? null,
      digipost_address: spec.digipostAddress ?? null,
      birth_date: spec.birthDate ?? null,
      address_line1: spec.addressLine1 ?? null,
      postal_code: spec.postalCode ?? null,
      address_key: spec.addressLine1 === undefined ? null : addressKey(spec.addressLine1),
      phone_number: spec.phoneNumber ?? null,
      email_address: spec.emailAddress ?? null,
      bank_account_hash: spec.bankAccount === undefined ? null : keyring.hashIdentity(spec.bankAccount),
    })
    .execute()
  if (spec.mailbox === false) return id
  const mailboxId = randomUUID()
  await db
    .insertInto('mailbox')
    .values({ id: mailboxId, recipient_id: id, active: spec.mailbox !== 'closed' })
    .execute()
  return mailboxId
}
