/** Every row of the table in docs/explain/built-in-sign-in.md, under the number it has there. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RecoveryCodes, SignInMethods } from '../../src/http/mailbox-api/built-in-contract.ts'
import { inviteOwner as inviteByOperator } from '../../src/operate/invite.ts'
import { textOf } from '../../src/testing/test-smtp.ts'
import { addLetter, registerEmail } from '../mailbox-api/letter-builder.ts'
import {
  anOwner,
  type BuiltInMailbox,
  inviteOwner,
  latestTo,
  type Owner,
  outboxIsEmpty,
  sentCode,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from './built-in-mailbox.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'

const minute = 60_000

let place: BuiltInMailbox
before(async () => {
  place = await startBuiltIn()
})
after(() => place[Symbol.asyncDispose]())

/** Everything that would let a thief come back without what was stolen. */
async function cannotChange(thief: Visitor): Promise<void> {
  const given = { emailAddress: 'thief@example.no', password: 'tyvens eget passord' }
  const { body: methods } = await thief.get<SignInMethods>('/api/sign-in-methods')
  for (const [path, body] of [
    ['/api/sign-in-methods/passkeys/options', {}],
    [
      '/api/sign-in-methods/passkeys',
      {
        challengeId: '018f0000-0000-7000-8000-000000000000',
        name: 'x',
        credential: new SoftwareAuthenticator(place.origin).create({
          challenge: 'x',
          rp: { id: 'localhost' },
          user: { id: 'x', name: 'x' },
        }),
      },
    ],
    ['/api/sign-in-methods/password', given],
    ['/api/sign-in-methods/password/confirm', { code: '1234 5678' }],
    ['/api/sign-in-methods/recovery-codes', {}],
    [`/api/sign-in-methods/passkeys/${methods.passkeys[0]?.id}/remove`, {}],
    ['/api/activation/finish', {}],
  ] as const) {
    const { status, body: answer } = await thief.post(path, body)
    assert.deepEqual([status, answer.code], [403, 'FORBIDDEN'], path)
  }
  assert.equal(methods.mayChange, false)
}

const codesOf = async ({ visitor }: Owner) =>
  (await visitor.ask<RecoveryCodes>('/api/sign-in-methods/recovery-codes', {}, 201)).codes

test('1: who reads the owner’s e-mail, and has no password, is sent nothing to read', async () => {
  const owner = await anOwner(place)
  await codesOf(owner)
  await outboxIsEmpty(place.at)
  const before = place.smtp.to(owner.emailAddress).length
  const thief = new Visitor(place)
  const { emailAddress } = owner
  await thief.ask('/api/sign-in/password', { emailAddress, password: 'gjettet passord' }, 202)
  await thief.ask(
    '/api/recovery',
    { emailAddress, password: 'gjettet passord', recoveryCode: '0000-0000-0000-0000' },
    202,
  )
  await outboxIsEmpty(place.at)
  assert.equal(place.smtp.to(emailAddress).length, before)
})

test('2: who has the password alone gets no further than an e-mail that tells the owner', async () => {
  const owner = await anOwner(place)
  const thief = new Visitor(place)
  const { emailAddress, password } = owner
  await thief.ask('/api/sign-in/password', { emailAddress, password }, 202)
  const text = textOf(await latestTo(place, emailAddress))
  assert.match(text, /Har du ikke prøvd å logge inn, så kan noen andre passordet ditt/)
  assert.equal((await thief.post('/api/sign-in/email', { code: '0000 0000' })).status, 401)
  // Nor does the owner's click on the link in that e-mail sign the thief in, or the owner in as part of the thief's try.
  const link = /sign-in\/link#([\w-]+)/.exec(text)?.[1]
  assert.equal((await new Visitor(place).post('/api/sign-in/email', { code: link })).status, 401)
  assert.equal(await thief.session(), undefined)
})

test('3: password and e-mail together read what the password level may, and change nothing', async () => {
  const owner = await anOwner(place)
  const closed = await addLetter(place.at, owner.person, {
    level: 'TWO_FACTOR',
    sensitivity: 'SENSITIVE',
    sender: 'Nav',
  })
  const thief = new Visitor(place)
  await signInWithPassword(thief, owner)
  const letter = await thief.get<{ sender: string | null; lock: unknown }>(`/api/letters/${closed.letterId}`)
  assert.deepEqual([letter.body.sender, letter.body.lock], [null, { level: 'TWO_FACTOR', hidden: true }])
  await cannotChange(thief)
  await thief.get(`/auth/step-up?letter=${closed.letterId}`)
  const other = await anOwner(place)
  thief.authenticator = other.visitor.authenticator
  assert.equal((await thief.passkey()).status, 401, 'a passkey of the thief’s own mailbox raises nothing')
})

test('4: an unlocked phone: the session can be used for as long as it lasts, and the way in cannot be changed', async () => {
  const owner = await anOwner(place)
  place.at.clock.advance(16 * minute)
  const phone = owner.visitor
  assert.equal((await phone.get('/api/letters')).status, 200)
  await cannotChange(phone)
  // The passkey asks for face, finger or PIN; without it the answer says so.
  assert.equal((await phone.passkey({ unverified: true }, { confirm: true })).status, 403)
  await cannotChange(phone)
  // From another device the owner removes the passkey, and the phone is signed out.
  const other = new Visitor(place)
  const [code] = await (async () => {
    await phone.passkey({}, { confirm: true })
    return codesOf(owner)
  })()
  const { emailAddress, password } = owner
  await other.ask('/api/recovery', { emailAddress, password, recoveryCode: code }, 202)
  await other.ask('/api/sign-in/email', { code: (await sentCode(place, emailAddress)).code }, 200)
  assert.equal(await phone.session(), undefined)
})

test('5: a stolen session cookie: as an unlocked phone, and it ends with the next sign-in or raise in the owner’s browser', async () => {
  const owner = await anOwner(place)
  const thief = new Visitor(place)
  const steal = () => thief.cookies.set('brevdue-session', owner.visitor.cookies.get('brevdue-session')!)
  steal()
  place.at.clock.advance(16 * minute)
  assert.equal((await thief.get('/api/letters')).status, 200)
  await cannotChange(thief)
  assert.equal((await thief.post('/api/sign-in/passkey/options', { confirm: true })).status, 200)
  await owner.visitor.passkey({}, { confirm: true })
  assert.equal(await thief.session(), undefined, 'raised: a new token')
  steal()
  assert.notEqual(await thief.session(), undefined)
  await owner.visitor.ask('/api/sessions/end-all', {}, 204)
  assert.equal(await thief.session(), undefined)
})

test('6: in the quarter of an hour after a passkey was shown a thief can add one: the owner is told at once, and can take it away', async () => {
  const owner = await anOwner(place)
  const thief = new Visitor(place)
  thief.cookies.set('brevdue-session', owner.visitor.cookies.get('brevdue-session')!)
  assert.equal((await thief.addPasskey({}, 'Tyvens')).status, 201)
  assert.match(textOf(await latestTo(place, owner.emailAddress)), /lagt til en passnøkkel/)
  thief.cookies.clear()
  assert.equal((await thief.passkey()).status, 200)
  const { body } = await owner.visitor.get<SignInMethods>('/api/sign-in-methods')
  const stolen = body.passkeys.find(({ name }) => name === 'Tyvens')!
  await owner.visitor.passkey({}, { confirm: true })
  await owner.visitor.ask(`/api/sign-in-methods/passkeys/${stolen.id}/remove`, {}, 200)
  assert.equal(await thief.session(), undefined)
  assert.equal((await thief.passkey()).status, 401)
})

test('7: the invitation before its owner uses it: the owner is refused and asks, and the operator’s new one ends it all', async () => {
  const { person } = await anOwner(place)
  await registerEmail(place.at, person.personId, 'told@example.no')
  await place.at.db.deleteFrom('sign_in_password').where('mailbox_id', '=', person.mailboxId).execute()
  const code = await inviteOwner(place, person, { replaces: true })
  const thief = new Visitor(place)
  await thief.activate(code)
  await thief.addPasskey()
  await thief.ask('/api/activation/finish', {}, 200)
  assert.match(textOf(await latestTo(place, 'told@example.no')), /tatt i bruk med en engangskode/)
  const owner = new Visitor(place)
  assert.equal((await owner.post('/api/activation', { code })).status, 401)
  const { digipostAddress } = person
  const input = { digipostAddress: digipostAddress ?? '', language: 'nb', validDays: 1, reset: true } as const
  const again = await inviteByOperator(place.at, input, place.at.clock.now)
  assert.equal(await thief.session(), undefined)
  await owner.activate(again.code ?? '')
  await owner.addPasskey()
  await owner.ask('/api/activation/finish', {}, 200)
  assert.equal((await thief.passkey()).status, 401)
})

test('8: recovery codes alone, with the password, or with the e-mail: nothing', async () => {
  const owner = await anOwner(place)
  const [code] = await codesOf(owner)
  const { emailAddress, password } = owner
  const thief = new Visitor(place)
  assert.equal((await thief.post('/api/activation', { code })).status, 401, 'it is no invitation')
  assert.equal((await thief.post('/api/sign-in/email', { code })).status, 401)
  // With the e-mail: without the password no code is sent.
  await thief.ask('/api/recovery', { emailAddress, password: 'gjettet passord', recoveryCode: code }, 202)
  assert.doesNotMatch(textOf(await latestTo(place, emailAddress)), /sign-in\/link/)
  // With the password: the code goes to the owner, and the recovery code is not used up by trying.
  await thief.ask('/api/recovery', { emailAddress, password, recoveryCode: code }, 202)
  assert.equal((await thief.post('/api/sign-in/email', { code: '0000 0000' })).status, 401)
  assert.equal((await owner.visitor.get<SignInMethods>('/api/sign-in-methods')).body.recoveryCodes, 10)
})

test('9: another person’s recovery code does not help', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place)]
  const [code] = await codesOf(ola)
  const { emailAddress, password } = kari
  await new Visitor(place).ask('/api/recovery', { emailAddress, password, recoveryCode: code }, 202)
  assert.doesNotMatch(textOf(await latestTo(place, emailAddress)), /sign-in\/link/)
})

test('10: a copy of the database without the master key: nothing in it signs in', async () => {
  const owner = await anOwner(place)
  const codes = await codesOf(owner)
  const { sql } = await import('kysely')
  const { rows: tables } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(place.at.db)
  let all = ''
  for (const { name } of tables) {
    const { rows } = await sql<{ t: string }>`SELECT t::text FROM ${sql.table(name)} AS t`.execute(place.at.db)
    all += rows.map(({ t }) => t).join('\n')
  }
  const cookies = [...owner.visitor.cookies.values()]
  for (const secret of [owner.password, owner.emailAddress, ...codes, ...cookies]) {
    const forms = [secret, secret.replaceAll('-', ''), Buffer.from(secret).toString('hex')]
    for (const form of forms) assert.ok(!all.includes(form))
  }
})
