import type { Updateable } from 'kysely'
import { addressKey, nameKey } from '../domain/name-and-address.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from '../store/database.ts'
import { newId } from '../store/ids.ts'
import { findMailboxOf } from '../store/mailbox-owners.ts'
import type { RecipientTable } from '../store/schema.ts'
import { newDigipostAddress, newPersonAlias } from './digipost-address.ts'
import { OperatorError } from './operator-error.ts'
import type { Outcome } from './outcome.ts'
import {
  type CheckedRecipient,
  checkOrganisation,
  checkPerson,
  type OrganisationInput,
  type PersonInput,
} from './recipient-input.ts'

export interface RecipientOutcome extends Outcome {
  /** Of the mailbox, or the alias of a person who has none. */
  digipostAddress: string
}

interface Stores {
  db: Database
  keyring: Keyring
}

/**
 * Registers a person whom letters can be addressed to, or brings a registered one up to date. A mailbox is made unless
 * the input says none; one that exists is never taken away.
 *
 * @throws OperatorError with everything that is wrong with the input
 */
export async function addPerson(stores: Stores, input: PersonInput, now: Date): Promise<RecipientOutcome> {
  return saveRecipient(stores, 'PERSON', checkPerson(input), now)
}

/** As `addPerson`, for an organisation. */
export async function addOrganisation(stores: Stores, input: OrganisationInput, now: Date): Promise<RecipientOutcome> {
  return saveRecipient(stores, 'ORGANISATION', checkOrganisation(input), now)
}

async function saveRecipient(
  { db, keyring }: Stores,
  kind: 'PERSON' | 'ORGANISATION',
  input: CheckedRecipient,
  now: Date,
): Promise<RecipientOutcome> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const known = await findKnown({ db: transaction, keyring }, input)
      const saved =
        known === undefined
          ? await insert({ db: transaction, keyring }, kind, input, now)
          : await update({ db: transaction, keyring }, known, input)
      const mailbox = input.mailbox === false ? false : await makeMailbox(transaction, saved.id, now)
      const facts = [...saved.facts, ...(mailbox ? [`${input.name} has a mailbox: ${saved.digipostAddress}.`] : [])]
      const outcome = known === undefined ? 'added' : facts.length > 0 ? 'changed' : 'unchanged'
      const kept = input.mailbox === false && (await findMailboxOf(transaction, saved.id)) !== undefined
      const warnings = kept
        ? [...input.warnings, `${input.name} has a mailbox already; --no-mailbox does not take it away.`]
        : input.warnings
      return { outcome, facts, warnings, digipostAddress: saved.digipostAddress }
    })
  } catch (error) {
    throw takenByAnother(error, input) ?? error
  }
}

interface Saved {
  id: string
  digipostAddress: string
  facts: string[]
}
interface Known {
  id: string
  name: string
  digipost_address: string | null
}

async function findKnown({ db, keyring }: Stores, input: CheckedRecipient): Promise<Known | undefined> {
  const query = db.selectFrom('recipient').select(['id', 'name', 'digipost_address'])
  if (input.identityNumber !== undefined) {
    return query.where('identity_hash', '=', keyring.hashIdentity(input.identityNumber)).executeTakeFirst()
  }
  return query.where('organisation_number', '=', input.organisationNumber ?? '').executeTakeFirst()
}

async function insert(
  { db, keyring }: Stores,
  kind: 'PERSON' | 'ORGANISATION',
  input: CheckedRecipient,
  now: Date,
): Promise<Saved> {
  const id = newId(now)
  const generated = input.mailbox === false ? newPersonAlias() : newDigipostAddress(input.name)
  const digipostAddress = input.digipostAddress ?? generated
  const { identityNumber } = input
  await db
    .insertInto('recipient')
    .values({
      id,
      kind,
      ...nameColumns(input.name),
      digipost_address: digipostAddress,
      organisation_number: input.organisationNumber ?? null,
      identity_hash: identityNumber === undefined ? null : keyring.hashIdentity(identityNumber),
      identity_encrypted: identityNumber === undefined ? null : keyring.encryptText(identityNumber),
      ...givenColumns(keyring, input),
      created_at: now,
    })
    .execute()
  return { id, digipostAddress, facts: [`${input.name} is registered.`] }
}

/** Only what the input names is changed. */
async function update({ db, keyring }: Stores, known: Known, input: CheckedRecipient): Promise<Saved> {
  const digipostAddress = input.digipostAddress ?? known.digipost_address ?? newDigipostAddress(input.name)
  const wanted = { ...nameColumns(input.name), digipost_address: digipostAddress, ...givenColumns(keyring, input) }
  const before = await db.selectFrom('recipient').selectAll().where('id', '=', known.id).executeTakeFirstOrThrow()
  const changed = Object.entries(wanted)
    .filter(
      ([column, value]) => column !== 'bank_account_encrypted' && !same(before[column as keyof typeof before], value),
    )
    .map(([column]) => column.replace(/_hash$/, '').replaceAll('_', ' '))
  if (changed.length > 0) await db.updateTable('recipient').set(wanted).where('id', '=', known.id).execute()
  const facts =
    changed.length === 0
      ? []
      : [
          `${input.name} was registered already; changed: ${changed.filter((name) => !name.endsWith(' key')).join(', ')}.`,
        ]
  return { id: known.id, digipostAddress, facts }
}

function same(before: unknown, wanted: unknown): boolean {
  return Buffer.isBuffer(before) && Buffer.isBuffer(wanted) ? before.equals(wanted) : before === wanted
}

function nameColumns(name: string): { name: string; name_key: string } {
  return { name: name.trim(), name_key: nameKey(name) }
}

type GivenColumns = Omit<Updateable<RecipientTable>, 'id' | 'kind' | 'name' | 'name_key' | 'digipost_address'>

function givenColumns(keyring: Keyring, input: CheckedRecipient): GivenColumns {
  const given = {
    birth_date: input.birthDate,
    address_line1: input.addressLine1,
    address_line2: input.addressLine2,
    postal_code: input.postalCode,
    city: input.city,
    address_key: input.addressLine1 === undefined ? undefined : addressKey(input.addressLine1),
    phone_number: input.phoneNumber,
    email_address: input.emailAddress,
    bank_account_hash: input.bankAccount === undefined ? undefined : keyring.hashIdentity(input.bankAccount),
    bank_account_encrypted: input.bankAccount === undefined ? undefined : keyring.encryptText(input.bankAccount),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

async function makeMailbox(db: Database, recipientId: string, now: Date): Promise<boolean> {
  const made = await db
    .insertInto('mailbox')
    .values({ id: newId(now), recipient_id: recipientId, created_at: now })
    .onConflict((conflict) => conflict.column('recipient_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Turns the database's word that something must be unique into ours. */
function takenByAnother(error: unknown, input: CheckedRecipient): OperatorError | undefined {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') return undefined
  if (constraint === 'recipient_digipost_address') {
    return new OperatorError([
      `Digipost address ${input.digipostAddress ?? 'made for this name'} belongs to somebody else; choose another with --digipost-address`,
    ])
  }
  if (constraint?.startsWith('recipient_bank_account') === true) {
    return new OperatorError(['--bank-account belongs to somebody else who is registered'])
  }
  return undefined
}
