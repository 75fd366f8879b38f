import { nameKey } from '../domain/name-and-address.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from '../store/database.ts'
import { newId } from '../store/ids.ts'
import { findMailboxOf } from '../store/mailbox-owners.ts'
import {
  emptyProfile,
  hashIdentityNumber,
  type Profile,
  type ProfileColumns,
  profileOf,
  sealNumbers,
  sealProfile,
} from '../store/recipient-seal.ts'
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
type Kind = 'PERSON' | 'ORGANISATION'

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
  kind: Kind,
  input: CheckedRecipient,
  now: Date,
): Promise<RecipientOutcome> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const known = await findKnown({ db: transaction, keyring }, input)
      const saved =
        known === undefined
          ? await insert({ db: transaction, keyring }, kind, input, now)
          : await update({ db: transaction, keyring }, known, kind, input)
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
  profile: Profile
  bankAccountHash: Buffer | null
}

/** Locked for the transaction: a profile is changed as one. */
async function findKnown({ db, keyring }: Stores, input: CheckedRecipient): Promise<Known | undefined> {
  const { identityNumber, organisationNumber = '' } = input
  const query = db.selectFrom('recipient').select(['id', 'profile_encrypted', 'bank_account_hash']).forUpdate()
  const row = await (identityNumber === undefined
    ? query.where('organisation_number', '=', organisationNumber)
    : query.where('identity_hash', '=', hashIdentityNumber(keyring, identityNumber))
  ).executeTakeFirst()
  if (row === undefined) return undefined
  const { id, profile_encrypted: sealed, bank_account_hash: bankAccountHash } = row
  return { id, profile: profileOf(keyring, id, sealed), bankAccountHash }
}

async function insert({ db, keyring }: Stores, kind: Kind, input: CheckedRecipient, now: Date): Promise<Saved> {
  const id = newId(now)
  const generated = input.mailbox === false ? newPersonAlias() : newDigipostAddress(input.name)
  const digipostAddress = input.digipostAddress ?? generated
  const profile = { ...emptyProfile, ...given(input), name: input.name.trim(), digipostAddress }
  await db
    .insertInto('recipient')
    .values({
      id,
      kind,
      organisation_number: input.organisationNumber ?? null,
      ...sealedProfile(keyring, id, kind, profile),
      ...sealNumbers(keyring, id, input),
      created_at: now,
    })
    .execute()
  return { id, digipostAddress, facts: [`${input.name} is registered.`] }
}

/** Only what the input names is changed. */
async function update({ db, keyring }: Stores, known: Known, kind: Kind, input: CheckedRecipient): Promise<Saved> {
  const { id, profile: before } = known
  const digipostAddress = input.digipostAddress ?? before.digipostAddress ?? newDigipostAddress(input.name)
  const profile = { ...before, ...given(input), name: input.name.trim(), digipostAddress }
  const changed = (Object.keys(profile) as (keyof Profile)[])
    .filter((part) => before[part] !== profile[part])
    .map(inWords)
  const { bank_account_hash, bank_account_encrypted } = sealNumbers(keyring, id, { bankAccount: input.bankAccount })
  const bankAccount =
    bank_account_hash === undefined || known.bankAccountHash?.equals(bank_account_hash) === true
      ? {}
      : { bank_account_hash, bank_account_encrypted }
  if (bankAccount.bank_account_hash !== undefined) changed.push('bank account')
  if (changed.length === 0) return { id, digipostAddress, facts: [] }
  await db
    .updateTable('recipient')
    .set({ ...sealedProfile(keyring, id, kind, profile), ...bankAccount })
    .where('id', '=', id)
    .execute()
  return { id, digipostAddress, facts: [`${input.name} was registered already; changed: ${changed.join(', ')}.`] }
}

/** addressLine1 → address line1 */
const inWords = (part: string): string => part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const sealedProfile = (keyring: Keyring, id: string, kind: Kind, profile: Profile): ProfileColumns =>
  sealProfile(keyring, id, profile, kind === 'PERSON' ? nameKey(profile.name) : null)

function given(input: CheckedRecipient): Partial<Profile> {
  const { birthDate, addressLine1, addressLine2, postalCode, city, phoneNumber, emailAddress } = input
  const parts = { birthDate, addressLine1, addressLine2, postalCode, city, phoneNumber, emailAddress }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
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
  if (constraint === 'recipient_digipost_address_hash') {
    return new OperatorError([
      `Digipost address ${input.digipostAddress ?? 'made for this name'} belongs to somebody else; choose another with --digipost-address`,
    ])
  }
  if (constraint?.startsWith('recipient_bank_account') === true) {
    return new OperatorError(['--bank-account belongs to somebody else who is registered'])
  }
  return undefined
}
