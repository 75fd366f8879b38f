import { randomUUID } from 'node:crypto'
import type { AuthenticationLevel, SensitivityLevel } from '../../src/domain/access.ts'
import { documentSeal, type Heading, sealTexts } from '../../src/store/document-seal.ts'
import { newId } from '../../src/store/ids.ts'
import { emptyProfile, profileOf, sealProfile } from '../../src/store/recipient-seal.ts'
import type { TestMailbox } from './test-mailbox.ts'

export interface TestPerson {
  personId: string
  mailboxId: string
  name: string
  digipostAddress?: string
}

export interface DocumentSpec {
  subject?: string | null
  fileType?: string
  contentType?: string
  level?: AuthenticationLevel
  sensitivity?: SensitivityLevel
  receipt?: string
  technical?: string
  /** As it would have been stored. */
  dataTypeXml?: string
  content?: Uint8Array | string
  /** What an HTML letter is shown as. */
  view?: string
}

export interface LetterSpec extends DocumentSpec {
  sender?: string
  broker?: string
  reference?: string
  visibleAt?: Date
  kind?: string
  action?: string
  dueAt?: Date
  amount?: string
  attachments?: DocumentSpec[]
}

export interface TestLetter {
  letterId: string
  /** Primary document first. */
  documentIds: string[]
}

type Place = Pick<TestMailbox, 'db' | 'keyring' | 'content' | 'clock'>

let people = 0
let accounts = 0n

export async function addPerson(at: Place, name = 'Kari Nordmann'): Promise<TestPerson> {
  people += 1
  const [personId, mailboxId] = [newId(at.clock.now), newId(at.clock.now)]
  const digipostAddress = `${name.toLowerCase().replace(/[^a-z]/g, '.')}#${String(people).padStart(4, '0')}`
  const profile = { ...emptyProfile, name, digipostAddress }
  await at.db
    .insertInto('recipient')
    .values({ id: personId, kind: 'PERSON', ...sealProfile(at.keyring, personId, profile, name.toLowerCase()) })
    .execute()
  await at.db.insertInto('mailbox').values({ id: mailboxId, recipient_id: personId }).execute()
  return { personId, mailboxId, name, digipostAddress }
}

/** As an operator registers it: what is told to the owner goes there where no other address is known. */
export async function registerEmail(at: TestMailbox, personId: string, emailAddress: string): Promise<void> {
  const row = await at.db.selectFrom('recipient').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
  const profile = { ...profileOf(at.keyring, personId, row.profile_encrypted), emailAddress }
  await at.db
    .updateTable('recipient')
    .set(sealProfile(at.keyring, personId, profile, profile.name.toLowerCase()))
    .where('id', '=', personId)
    .execute()
}

async function addAccount(at: Place, name = 'Fjellvik kommune'): Promise<string> {
  accounts += 1n
  const id = String(1000n + accounts)
  await at.db
    .insertInto('account')
    .values({ id, name, organisation_number: String(900_000_000n + accounts), kind: 'PUBLIC_BODY' })
    .execute()
  return id
}

/** A delivered letter with its content encrypted and stored, as sending it would have left it. */
export async function addLetter(at: Place, to: TestPerson, spec: LetterSpec = {}): Promise<TestLetter> {
  const sender = await addAccount(at, spec.sender)
  const broker = spec.broker === undefined ? sender : await addAccount(at, spec.broker)
  const visible = spec.visibleAt ?? at.clock.now
  const [messageId, letterId] = [newId(at.clock.now), newId(at.clock.now)]
  const message = { id: messageId, broker_id: broker, sender_id: sender, message_id: spec.reference ?? null }
  const sent = { recipient_id: to.personId, channel: 'DIGIPOST', status: 'DELIVERED', delivery_time: visible } as const
  await at.db
    .insertInto('message')
    .values({ ...message, ...sent })
    .execute()
  const documentIds: string[] = []
  const told = { kind: spec.kind ?? null, action: spec.action ?? null, amount: spec.amount ?? null }
  for (const document of [spec, ...(spec.attachments ?? [])]) {
    documentIds.push(
      await addDocument(
        at,
        document,
        { message_id: messageId, sender_id: sender, position: documentIds.length },
        told,
        to,
      ),
    )
  }
  await at.db
    .insertInto('letter')
    .values({ id: letterId, mailbox_id: to.mailboxId, message_id: messageId, visible_at: visible })
    .execute()
  if (spec.dueAt !== undefined) {
    await at.db.updateTable('letter').set({ due_at: spec.dueAt }).where('id', '=', letterId).execute()
  }
  return { letterId, documentIds }
}

const plain = {
  subject: 'Vedtak',
  fileType: 'pdf',
  contentType: 'application/pdf',
  level: 'PASSWORD',
  sensitivity: 'NORMAL',
  content: '%PDF-1.7 letter',
} as const

async function addDocument(
  at: Place,
  spec: DocumentSpec,
  place: { message_id: string; sender_id: string; position: number },
  told: Omit<Heading, 'subject'>,
  { mailboxId }: TestPerson,
): Promise<string> {
  const id = newId(at.clock.now)
  const document = { ...plain, ...spec }
  const stored = await store(at, document.content)
  const view = spec.view === undefined ? undefined : await store(at, spec.view)
  const seal = documentSeal(at.keyring, { id, mailboxId })
  const heading = { subject: document.subject, ...(place.position === 0 && told) }
  const dataTypeXml = spec.dataTypeXml ?? null
  await at.db
    .insertInto('document')
    .values({
      id,
      uuid: randomUUID(),
      ...place,
      file_type: document.fileType,
      content_type: document.contentType,
      authentication_level: document.level,
      sensitivity_level: document.sensitivity,
      opening_receipt: spec.receipt ?? null,
      technical_type: spec.technical ?? null,
      ...sealTexts(seal, { heading, dataTypeXml, contentHash: stored.sha256 }),
      content_size: stored.size,
      blob_key: stored.blobKey,
      wrapped_key: seal.wrap('wrapped_key', stored.dataKey()),
      view_blob_key: view?.blobKey ?? null,
      view_wrapped_key: view === undefined ? null : seal.wrap('view_wrapped_key', view.dataKey()),
    })
    .execute()
  return id
}

async function store(at: Place, content: Uint8Array | string) {
  const staged = await at.content.stage(
    (async function* () {
      yield Buffer.from(content)
    })(),
  )
  await at.db.updateTable('blob').set({ state: 'kept' }).where('key', '=', staged.blobKey).execute()
  return staged
}
