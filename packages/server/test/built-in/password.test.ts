import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { hashPassword, isOutdated } from '../../src/keys/password-hash.ts'
import { passwordSeal } from '../../src/store/sign-in-seal.ts'
import { textOf } from '../../src/testing/test-smtp.ts'
import { addLetter, addPerson } from '../mailbox-api/letter-builder.ts'
import {
  anOwner,
  type BuiltInMailbox,
  inviteOwner,
  latestTo,
  type Owner,
  outboxIsEmpty,
  sentCode,
  setPassword,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from './built-in-mailbox.ts'

const minute = 60_000

let place: BuiltInMailbox
before(async () => {
  place = await startBuiltIn()
})
after(() => place[Symbol.asyncDispose]())

const notAccepted = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer
  assert.deepEqual([status, body.code], [401, 'NOT_ACCEPTED'])
}
const start = (visitor: Visitor, { emailAddress, password }: Pick<Owner, 'emailAddress' | 'password'>) =>
  visitor.ask<{ expiresAt: string }>('/api/sign-in/password', { emailAddress, password }, 202)

test('both together open a session of the password level, which reads what that level may', async () => {
  const owner = await anOwner(place)
  const [open, locked] = [
    await addLetter(place.at, owner.person),
    await addLetter(place.at, owner.person, { level: 'TWO_FACTOR' }),
  ]
  const visitor = new Visitor(place)
  const { expiresAt } = await start(visitor, owner)
  assert.equal(new Date(expiresAt).getTime() - place.at.clock.now.getTime(), 15 * minute)
  assert.equal(await visitor.session(), undefined)
  const { code } = await sentCode(place, owner.emailAddress)
  assert.deepEqual(await visitor.ask('/api/sign-in/email', { code }, 200), { returnTo: null, outcome: 'signed-in' })
  const session = await visitor.session()
  assert.deepEqual([session?.level, session?.method], ['PASSWORD', 'password'])
  const lockOf = async (id: string) => (await visitor.get<{ lock: unknown }>(`/api/letters/${id}`)).body.lock
  assert.equal(await lockOf(open.letterId), null)
  assert.deepEqual(await lockOf(locked.letterId), { level: 'TWO_FACTOR', hidden: false })
})

test('the link does what the code does, in the browser that asked', async () => {
  const owner = await anOwner(place)
  const visitor = new Visitor(place)
  await start(visitor, owner)
  const { link } = await sentCode(place, owner.emailAddress)
  assert.equal(link.length, 43)
  await notAccepted(new Visitor(place).post('/api/sign-in/email', { code: link }))
  const another = new Visitor(place)
  await start(another, { ...owner, password: 'noe annet helt feil' })
  await notAccepted(another.post('/api/sign-in/email', { code: link }))
  assert.equal((await visitor.post('/api/sign-in/email', { code: link })).status, 200)
})

test('a code works once, also when used twice at the same moment', async () => {
  const owner = await anOwner(place)
  const visitor = new Visitor(place)
  await start(visitor, owner)
  const { code, link } = await sentCode(place, owner.emailAddress)
  const both = await Promise.all([code, link].map((one) => visitor.post('/api/sign-in/email', { code: one })))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 401],
  )
  await notAccepted(visitor.post('/api/sign-in/email', { code }))
})

test('a code ends after a quarter of an hour, and after five wrong guesses', async () => {
  const owner = await anOwner(place)
  const visitor = new Visitor(place)
  await start(visitor, owner)
  const late = await sentCode(place, owner.emailAddress)
  place.at.clock.advance(15 * minute)
  await notAccepted(visitor.post('/api/sign-in/email', { code: late.code }))
  await start(visitor, owner)
  const { code, link } = await sentCode(place, owner.emailAddress)
  for (let guess = 0; guess < 5; guess++) {
    await notAccepted(visitor.post('/api/sign-in/email', { code: code === '0000 0000' ? '1111 1111' : '0000 0000' }))
  }
  await notAccepted(visitor.post('/api/sign-in/email', { code }))
  await notAccepted(visitor.post('/api/sign-in/email', { code: link }))
})

test('a new start in the same browser ends the earlier code', async () => {
  const owner = await anOwner(place)
  const visitor = new Visitor(place)
  await start(visitor, owner)
  const first = await sentCode(place, owner.emailAddress)
  await start(visitor, owner)
  await notAccepted(visitor.post('/api/sign-in/email', { code: first.link }))
})

test('wrong password, unknown address, no address at all: the same answer, and the same is done', async () => {
  const owner = await anOwner(place)
  const passwordless = await anOwner(place, { password: false })
  const tries = {
    right: { emailAddress: owner.emailAddress, password: owner.password },
    'wrong password': { emailAddress: owner.emailAddress, password: 'helt feil passord' },
    'nobody has it': { emailAddress: 'nobody@example.no', password: owner.password },
    'only passkeys': { emailAddress: passwordless.emailAddress, password: owner.password },
    'no address': { emailAddress: 'kari', password: owner.password },
  }
  const seen = new Set<string>()
  for (const [name, given] of Object.entries(tries)) {
    await outboxIsEmpty(place.at)
    const before = await done(place)
    const sent = place.smtp.received.length
    const visitor = new Visitor(place, `192.0.2.${seen.size + 1}`)
    const { status, body, headers } = await visitor.post<{ expiresAt: string }>('/api/sign-in/password', given)
    await outboxIsEmpty(place.at)
    const after = await done(place)
    const rose = Object.fromEntries(Object.entries(after).map(([key, value]) => [key, value - (before[key] ?? 0)]))
    assert.deepEqual(rose, { hashes: 1, codes: 1, written: 1 }, name)
    seen.add(JSON.stringify([status, body, [...headers.keys()].toSorted(), [...visitor.cookies.keys()]]))
    assert.equal(place.smtp.received.length - sent, name === 'right' ? 1 : 0, name)
    if (name !== 'right') await notAccepted(visitor.post('/api/sign-in/email', { code: '1234 5678' }))
  }
  assert.equal(seen.size, 1, [...seen].join('\n'))
})

test('the e-mail: in the browser’s language, plain text, nothing of letters, nothing that tells who reads', async () => {
  const owner = await anOwner(place)
  await addLetter(place.at, owner.person, { sender: 'Vestmark sykehus', subject: 'Innkalling til samtale' })
  for (const [language, words] of [
    ['nb', /Koden og lenken virker én gang/],
    ['nn', /Koden og lenkja verkar éin gong/],
    ['en', /The code and the link work once/],
  ] as const) {
    const visitor = new Visitor(place)
    visitor.cookies.set('brevdue-language', language)
    await start(visitor, owner)
    const email = await latestTo(place, owner.emailAddress)
    assert.match(textOf(email), words)
    const { raw, from } = email!
    assert.equal(from, 'no-reply@brevdue.example')
    assert.match(raw, /^content-type: text\/plain/im)
    assert.match(raw, /^auto-submitted: auto-generated/im)
    assert.doesNotMatch(raw, /text\/html|multipart|x-mailer|list-unsubscribe|<img|nodemailer/i)
    assert.doesNotMatch(raw + textOf(email), /sykehus|innkalling|Nordmann/i)
    const links = textOf(email).match(/https?:\S+/g) ?? []
    assert.ok(links.every((link) => link.startsWith(place.origin)))
    place.at.clock.advance(60 * minute)
  }
})

test('what is stored opens nothing: no code, password or address in the clear', async () => {
  const owner = await anOwner(place)
  const visitor = new Visitor(place)
  await start(visitor, owner)
  const { code, link } = await sentCode(place, owner.emailAddress)
  const tables = [
    'email_code',
    'sign_in_password',
    'proposed_password',
    'outgoing_email',
    'sign_in_throttle',
    'activity',
  ]
  for (const table of tables) {
    const { rows } = await sql<{ t: string }>`SELECT t::text FROM ${sql.table(table)} AS t`.execute(place.at.db)
    const all = rows.map(({ t }) => t + Buffer.from(/\\x([0-9a-f]+)/.exec(t)?.[1] ?? '', 'hex').toString()).join()
    for (const secret of [code.replace(' ', ''), link, owner.password, owner.emailAddress]) {
      assert.ok(!all.includes(secret) && !all.includes(Buffer.from(secret).toString('hex')), table)
    }
  }
  const logged = place.at.logged.join('\n')
  for (const secret of [code, link, owner.password, owner.emailAddress, visitor.cookies.get('brevdue-attempt')!]) {
    assert.ok(!logged.includes(secret))
  }
})

test('a password hashed at an older cost is hashed anew at sign-in, and works before and after', async () => {
  const owner = await anOwner(place)
  const old = { logCost: 8, blockSize: 8, parallelism: 1 }
  const where = { mailbox_id: owner.person.mailboxId }
  const seal = passwordSeal(place.at.keyring, owner.person.mailboxId)
  const hashOf = async () => {
    const { password_encrypted } = await place.at.db
      .selectFrom('sign_in_password')
      .select('password_encrypted')
      .where('mailbox_id', '=', where.mailbox_id)
      .executeTakeFirstOrThrow()
    return seal.open('password_encrypted', password_encrypted)
  }
  const older = seal.seal('password_encrypted', await hashPassword(owner.password, old))
  await place.at.db
    .updateTable('sign_in_password')
    .set({ password_encrypted: older })
    .where('mailbox_id', '=', where.mailbox_id)
    .execute()
  await start(new Visitor(place), { ...owner, password: 'feil passord her' })
  assert.equal(isOutdated(await hashOf(), old), false)
  await signInWithPassword(new Visitor(place), owner)
  assert.equal(isOutdated(await hashOf(), old), true)
  await signInWithPassword(new Visitor(place), owner)
})

test('rules for a new password are told; a common one is refused', async () => {
  const { visitor, emailAddress } = await anOwner(place)
  for (const password of ['kort', 'passord12345', 'a'.repeat(201)]) {
    const { status, body } = await visitor.post('/api/sign-in-methods/password', { emailAddress, password })
    assert.deepEqual([status, body.code], [400, 'INVALID_REQUEST'])
    assert.match(body.detail ?? '', /^password must|^password is/)
  }
  const bad = await visitor.post('/api/sign-in-methods/password', {
    emailAddress: 'kari',
    password: 'tre grønne elefanter',
  })
  assert.match(bad.body.detail ?? '', /^emailAddress/)
})

test('an address is taken into use only when its code has been typed, within five guesses', async () => {
  const { visitor } = await anOwner(place, { password: false })
  const given = { emailAddress: 'Ny.Adresse@Example.NO', password: 'tre grønne elefanter' }
  await visitor.ask('/api/sign-in-methods/password', given, 202)
  const code = /\d{4} \d{4}/.exec(textOf(await latestTo(place, 'ny.adresse@example.no')))![0]
  for (let guess = 0; guess < 5; guess++) {
    await notAccepted(visitor.post('/api/sign-in-methods/password/confirm', { code: '0000 0001' }))
  }
  await notAccepted(visitor.post('/api/sign-in-methods/password/confirm', { code }))
  assert.equal((await visitor.get<{ password: unknown }>('/api/sign-in-methods')).body.password, null)
  place.at.clock.advance(10 * minute)
  await setPassword({ visitor, emailAddress: 'ny.adresse@example.no', password: given.password })
  const { body } = await visitor.get<{ password: { emailAddress: string } }>('/api/sign-in-methods')
  assert.equal(body.password.emailAddress, 'ny.adresse@example.no')
  await signInWithPassword(new Visitor(place), { emailAddress: 'NY.ADRESSE@example.no', password: given.password })
})

test('an address signs in to one mailbox', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place, { password: false })]
  await ola.visitor.ask(
    '/api/sign-in-methods/password',
    { emailAddress: kari.emailAddress, password: ola.password },
    202,
  )
  const code = /\d{4} \d{4}/.exec(textOf(await latestTo(place, kari.emailAddress)))![0]
  const { status, body } = await ola.visitor.post('/api/sign-in-methods/password/confirm', { code })
  assert.deepEqual([status, body.code], [409, 'FORBIDDEN'])
})

test('a changed password ends what was begun with the old one', async () => {
  const owner = await anOwner(place)
  const visitor = new Visitor(place)
  await start(visitor, owner)
  const { code } = await sentCode(place, owner.emailAddress)
  const changed = { ...owner, password: 'fire blå neshorn her' }
  await setPassword(changed)
  await notAccepted(visitor.post('/api/sign-in/email', { code }))
  await start(visitor, owner)
  await notAccepted(visitor.post('/api/sign-in/email', { code }))
  await signInWithPassword(new Visitor(place), changed)
})

test('a closed mailbox is signed in to by nobody', async () => {
  const owner = await anOwner(place)
  await place.at.db.updateTable('mailbox').set({ active: false }).where('id', '=', owner.person.mailboxId).execute()
  await start(new Visitor(place), owner)
  await outboxIsEmpty(place.at)
  assert.ok(!/Koden og lenken/.test(textOf(place.smtp.to(owner.emailAddress).at(-1))))
  await notAccepted(owner.visitor.passkey())
})

test('without outgoing e-mail only passkeys are offered, and a password is asked for nowhere', async () => {
  await using place = await startBuiltIn({ email: false })
  const visitor = new Visitor(place)
  assert.deepEqual((await visitor.get('/api/sign-in')).body, { mode: 'built-in', password: false })
  const person = await addPerson(place.at)
  await visitor.activate(await inviteOwner(place, person))
  await visitor.addPasskey()
  await visitor.ask('/api/activation/finish', {}, 200)
  const { body } = await visitor.get<{ passwordPossible: boolean }>('/api/sign-in-methods')
  assert.equal(body.passwordPossible, false)
  const given = { emailAddress: 'kari@example.no', password: 'tre grønne elefanter' }
  for (const path of [
    '/api/sign-in/password',
    '/api/sign-in/email',
    '/api/recovery',
    '/api/sign-in-methods/password',
  ]) {
    assert.equal((await visitor.post(path, given)).status, 404)
  }
})

/** How many e-mails were ever written, decoys too: a trigger counts what the outbox soon forgets. */
async function countWritten(db: BuiltInMailbox['at']['db']): Promise<string> {
  await sql`CREATE SEQUENCE IF NOT EXISTS written`.execute(db)
  await sql`CREATE OR REPLACE FUNCTION count_written() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM nextval('written'); RETURN NEW; END $$`.execute(db)
  await sql`CREATE OR REPLACE TRIGGER written AFTER INSERT ON outgoing_email
    FOR EACH ROW EXECUTE FUNCTION count_written()`.execute(db)
  const { rows } = await sql<{ count: string }>`
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS count FROM written`.execute(db)
  return rows[0]?.count ?? ''
}

/** Everything that a start does which could be told apart. */
async function done({ at }: BuiltInMailbox): Promise<Record<string, number>> {
  const metric = await at.metrics.getSingleMetric('brevdue_password_hashes_total')?.get()
  const { seen } = await at.db
    .selectFrom('email_code')
    .select(({ fn }) => fn.countAll<string>().as('seen'))
    .executeTakeFirstOrThrow()
  return {
    hashes: metric?.values[0]?.value ?? 0,
    codes: Number(seen),
    written: Number(await countWritten(at.db)),
  }
}
