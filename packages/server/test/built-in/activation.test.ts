import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RecoveryCodes, SignInMethods } from '../../src/http/mailbox-api/built-in-contract.ts'
import { textOf } from '../../src/testing/test-smtp.ts'
import { addLetter, addPerson } from '../mailbox-api/letter-builder.ts'
import {
  anOwner,
  type BuiltInMailbox,
  inviteOwner,
  latestTo,
  setPassword,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from './built-in-mailbox.ts'

const day = 86_400_000

let place: BuiltInMailbox
before(async () => {
  place = await startBuiltIn()
})
after(() => place[Symbol.asyncDispose]())

const refused = async (visitor: Visitor, code: string) => {
  const { status, body } = await visitor.post('/api/activation', { code })
  assert.deepEqual([status, body.code], [401, 'NOT_ACCEPTED'])
}
const methodsOf = async (visitor: Visitor) => (await visitor.get<SignInMethods>('/api/sign-in-methods')).body

test('while setting up, no letter can be read', async () => {
  const person = await addPerson(place.at)
  const letter = await addLetter(place.at, person)
  const visitor = new Visitor(place)
  const { name } = await visitor.activate(await inviteOwner(place, person))
  assert.equal(name, person.name)
  const session = await visitor.session()
  if (session !== undefined) assert.deepEqual([session.level, session.method], ['PASSWORD', 'activation'])
  const paths = ['/api/letters', `/api/letters/${letter.letterId}`, '/api/activity', '/api/sessions']
  for (const path of paths) assert.equal((await visitor.get(path)).body.code, 'FORBIDDEN', path)
  const link = `/api/letters/${letter.letterId}/documents/${letter.documentIds[0]}/link`
  assert.equal((await visitor.post(link, { purpose: 'view' })).body.code, 'FORBIDDEN')
  assert.equal((await methodsOf(visitor)).mayChange, true)
})

test('it cannot be finished with nothing set up; a passkey gives two factors, a password alone its own level', async () => {
  const [kari, ola] = [await addPerson(place.at), await addPerson(place.at)]
  const visitor = new Visitor(place)
  await visitor.activate(await inviteOwner(place, kari))
  const { status, body } = await visitor.post('/api/activation/finish')
  assert.deepEqual([status, body.code], [409, 'FORBIDDEN'])
  await visitor.addPasskey()
  assert.deepEqual(await visitor.ask('/api/activation/finish', {}, 200), { returnTo: null, outcome: 'signed-in' })
  assert.deepEqual((await visitor.session())?.level, 'TWO_FACTOR')

  const another = new Visitor(place)
  await another.activate(await inviteOwner(place, ola))
  const given = { emailAddress: 'ola.activated@example.no', password: 'fire blå neshorn her' }
  await setPassword({ visitor: another, ...given })
  await another.ask('/api/activation/finish', {}, 200)
  const session = await another.session()
  assert.deepEqual([session?.level, session?.method], ['PASSWORD', 'password'])
  await signInWithPassword(new Visitor(place), given)
})

test('the code is read as people type it, works until finished, and never after', async () => {
  const person = await addPerson(place.at)
  const code = await inviteOwner(place, person)
  const visitor = new Visitor(place)
  await visitor.activate(` ${code.toLowerCase().replaceAll('-', ' ')} `)
  await visitor.activate(code)
  await visitor.addPasskey()
  await visitor.activate(code)
  assert.equal((await methodsOf(visitor)).passkeys.length, 1, 'the same browser goes on where it was')
  await visitor.ask('/api/activation/finish', {}, 200)
  await refused(visitor, code)
  await refused(new Visitor(place), code)
})

test('nothing that is being set up works before it is finished', async () => {
  const person = await addPerson(place.at)
  const visitor = new Visitor(place)
  await visitor.activate(await inviteOwner(place, person))
  await visitor.addPasskey()
  const other = new Visitor(place)
  other.authenticator = visitor.authenticator
  assert.equal((await other.passkey()).status, 401)
  const given = { emailAddress: 'unfinished@example.no', password: 'fire blå neshorn her' }
  await setPassword({ visitor, ...given })
  await other.ask('/api/sign-in/password', given, 202)
  assert.doesNotMatch(textOf(await latestTo(place, given.emailAddress)), /sign-in\/link/)
})

test('in another browser it begins afresh: what a stranger set up before is gone, and the stranger is out', async () => {
  const person = await addPerson(place.at)
  const code = await inviteOwner(place, person)
  const stranger = new Visitor(place)
  await stranger.activate(code)
  await stranger.addPasskey()
  const owner = new Visitor(place)
  await owner.activate(code)
  assert.deepEqual((await methodsOf(owner)).passkeys, [])
  assert.equal((await stranger.post('/api/activation/finish')).body.code, 'SIGNED_OUT')
  await owner.addPasskey()
  await owner.ask('/api/activation/finish', {}, 200)
  stranger.cookies.clear()
  assert.equal((await stranger.passkey()).status, 401)
})

test('an invitation runs out, and a new one ends the earlier ones', async () => {
  const person = await addPerson(place.at)
  const first = await inviteOwner(place, person)
  const second = await inviteOwner(place, person, { days: 2 })
  await refused(new Visitor(place), first)
  const visitor = new Visitor(place)
  await visitor.activate(second)
  place.at.clock.advance(2 * day)
  await refused(visitor, second)
  assert.notEqual((await visitor.post('/api/sign-in-methods/passkeys/options')).status, 200)
})

test('invited anew, all lost: the old ways work until the new ones are finished, and then no longer', async () => {
  const owner = await anOwner(place)
  const codes = (await owner.visitor.ask<RecoveryCodes>('/api/sign-in-methods/recovery-codes', {}, 201)).codes
  const code = await inviteOwner(place, owner.person, { replaces: true })
  const visitor = new Visitor(place)
  await visitor.activate(code)
  assert.deepEqual((await methodsOf(visitor)).passkeys, [], 'nothing of before is shown')
  assert.equal((await methodsOf(visitor)).password, null)
  assert.equal((await owner.visitor.passkey()).status, 200)
  await visitor.addPasskey()
  await visitor.ask('/api/activation/finish', {}, 200)
  assert.equal(await owner.visitor.session(), undefined, 'all other sessions have ended')
  assert.equal((await owner.visitor.passkey()).status, 401)
  const { emailAddress, password } = owner
  const given = { emailAddress, password, recoveryCode: codes[0] }
  const thief = new Visitor(place)
  await thief.ask('/api/recovery', given, 202)
  assert.match(textOf(await latestTo(place, emailAddress)), /tatt i bruk med en engangskode/, 'the old address is told')
  assert.equal((await visitor.passkey()).status, 200)
  const after = await methodsOf(visitor)
  assert.deepEqual([after.passkeys.length, after.password, after.recoveryCodes], [1, null, null])
})

test('what was done can be looked up', async () => {
  const { person, visitor } = await anOwner(place)
  const { body } = await visitor.get<{ entries: { act: string }[] }>('/api/activity')
  const acts = body.entries.map(({ act }) => act)
  for (const act of ['INVITATION_USED', 'ACTIVATED', 'PASSKEY_ADDED', 'PASSWORD_CHANGED', 'SIGNED_IN'])
    assert.ok(acts.includes(act), act)
  assert.ok(person.mailboxId)
})
