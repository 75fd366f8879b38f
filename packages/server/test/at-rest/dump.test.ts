import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { BrevdueClient } from '@brevdue/client'
import { sql } from 'kysely'
import { addPerson } from '../../src/operate/add-recipient.ts'
import { linkSubject } from '../../src/operate/link-subject.ts'
import { findByDigipostAddress } from '../../src/store/recipients.ts'
import { aSender, testIdentityNumber } from '../../src/testing/index.ts'
import {
  type BuiltInMailbox,
  inviteOwner,
  setPassword,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from '../built-in/built-in-mailbox.ts'

const person = {
  personalIdentificationNumber: testIdentityNumber(77),
  name: 'Gunnvor Tistelvoll',
  digipostAddress: 'gunnvor.tistelvoll#7QWE',
  birthDate: '1971-03-29',
  ...{ addressLine1: 'Blåklokkesvingen 41 C', addressLine2: 'Oppgang Sør', postalCode: '7089', city: 'Heimdalsbyen' },
  ...{ phoneNumber: '+4791827364', emailAddress: 'gunnvor@registrert.example' },
  bankAccount: '82760100435',
}
const content = 'Timen din er onsdag.'
const words = {
  subject: 'Innkalling til nevrologisk poliklinikk',
  attachment: 'Spørreskjema om migrene',
  invoiceReference: 'FAKT-REF-55881',
  receipt: 'Bekreft at du kommer',
  account: '12345678903',
  kid: '70427960411223',
  amount: '4711.50',
  signInAddress: 'gunnvor@innlogging.example',
  waitingAddress: 'venter@utboks.example',
  passkeyName: 'Gunnvors telefon',
  providerSubject: 'gunnvor-hos-leverandør',
}
const hash = createHash('sha256').update(content).digest()

describe('the whole database after a life', () => {
  let place: BuiltInMailbox
  before(async () => {
    place = await startBuiltIn()
    await live(place)
  })
  after(() => place[Symbol.asyncDispose]())

  test('holds no word of a letter, no name, no address and no number of a person in any form', async () => {
    const { text, rows } = await dump(place)
    assert.ok(rows > 20, `${rows} rows`)
    // Four digits are in any hash by chance; that the column is empty is the next test's.
    const { postalCode: _, ...known } = {
      ...person,
      ...words,
      content,
      hash: hash.toString('base64'),
      hexHash: hash.toString('hex'),
    }
    for (const [what, needle] of Object.entries(known)) {
      for (const form of formsOf(needle)) assert.ok(!text.includes(form), `${what} is in the database: ${form}`)
    }
    for (const part of ['Tistelvoll', 'Gunnvor', 'Blåklokke', 'nevrologisk', 'migrene', 'registrert.example']) {
      for (const form of formsOf(part)) assert.ok(!text.includes(form), `${part} is in the database: ${form}`)
    }
    // The search itself must be able to find something.
    assert.ok(text.includes('fjellvik kommune'))
  })

  test('leaves empty what the reference calls emptied', async () => {
    const reference = join(import.meta.dirname, '../../../../docs/reference/stored-columns.md')
    const emptied = (await readFile(reference, 'utf8')).matchAll(/^\| `(\w+)\.(\w+)` \| emptied \|/gm)
    for (const [, table = '', column = ''] of emptied) {
      const { rows } = await sql<{ count: number }>`SELECT count(${sql.ref(column)})::int AS count
        FROM ${sql.table(table)}`.execute(place.at.db)
      assert.equal(rows[0]?.count, 0, `${table}.${column}`)
    }
  })

  test('shows its owner all of it', async () => {
    const visitor = new Visitor(place)
    await signInWithPassword(visitor, { emailAddress: words.signInAddress, password: 'tre grønne elefanter' })
    const list = await visitor.get<{ letters: { id: string; subject: string; amount: string }[] }>('/api/letters')
    assert.deepEqual(
      list.body.letters.map(({ subject, amount }) => [subject, amount]),
      [[words.subject, words.amount]],
    )
    const letter = await visitor.get<{ documents: { contentHash: string }[] }>(
      `/api/letters/${list.body.letters[0]?.id ?? ''}`,
    )
    assert.equal(letter.body.documents[0]?.contentHash, hash.toString('base64'))
  })
})

async function live(place: BuiltInMailbox): Promise<void> {
  const { at, smtp } = place
  // The sender's certificate and its clock are of today.
  at.clock.advance(Date.now() - at.clock.now.getTime())
  const now = at.clock.now
  await addPerson(at, person, now)
  const found = await findByDigipostAddress(at, person.digipostAddress)
  const owner = { personId: found?.id ?? '', mailboxId: found?.mailboxId ?? '', name: person.name }
  const visitor = new Visitor(place)
  await visitor.activate(await inviteOwner(place, owner))
  assert.equal((await visitor.addPasskey(undefined, words.passkeyName)).status, 201)
  await setPassword({ visitor, emailAddress: words.signInAddress, password: 'tre grønne elefanter' })
  await visitor.ask('/api/activation/finish', {}, 200)
  await signInWithPassword(visitor, { emailAddress: words.signInAddress, password: 'tre grønne elefanter' })
  await linkSubject(
    at,
    { issuer: 'https://login.example', subject: words.providerSubject, digipostAddress: person.digipostAddress },
    now,
  )
  const sender = await aSender(at, { name: 'Fjellvik kommune' })
  const client = new BrevdueClient({
    url: at.url,
    brokerId: sender.id,
    key: sender.privateKeyPem,
    attempts: 1,
    clock: () => at.clock.now,
  })
  const dataType = {
    name: 'invoice',
    value: { dueDate: '2027-01-15T00:00:00+01:00', sum: words.amount, creditorAccount: words.account, kid: words.kid },
  } as const
  const delivery = await client.send({
    recipient: { personalIdentificationNumber: person.personalIdentificationNumber },
    invoiceReference: words.invoiceReference,
    primaryDocument: {
      ...{ subject: words.subject, fileType: 'txt', content: Buffer.from(content), dataType },
      openingReceipt: words.receipt,
    },
    attachments: [{ subject: words.attachment, fileType: 'txt', content: Buffer.from('Skjema') }],
  })
  client.close()
  assert.equal(delivery.status, 'DELIVERED')
  // One e-mail that cannot go out stays in the outbox, and a proposal waits for its code.
  smtp.refused.set(words.waitingAddress, 451)
  await visitor.passkey({}, { confirm: true })
  await visitor.ask(
    '/api/sign-in-methods/password',
    { emailAddress: words.waitingAddress, password: 'fire blå hester' },
    202,
  )
}

/** All rows of all tables, as PostgreSQL writes them. */
async function dump({ at }: BuiltInMailbox): Promise<{ text: string; rows: number }> {
  const { rows: tables } = await sql<{ name: string }>`SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public'`.execute(at.db)
  const lines: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`SELECT t::text AS line FROM ${sql.table(name)} t`.execute(at.db)
    lines.push(...rows.map(({ line }) => line))
  }
  return { text: lines.join('\n').toLowerCase(), rows: lines.length }
}

/** As text, and as bytes are written. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  const lower = text.toLowerCase()
  return [lower, Buffer.from(lower).toString('hex'), bytes.toString('hex'), bytes.toString('base64').toLowerCase()]
}
