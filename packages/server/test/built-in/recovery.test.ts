import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RecoveryCodes, SignInMethods } from '../../src/http/mailbox-api/built-in-contract.ts'
import { textOf } from '../../src/testing/test-smtp.ts'
import { addLetter, registerEmail } from '../mailbox-api/letter-builder.ts'
import {
  anOwner,
  type BuiltInMailbox,
  latestTo,
  type Owner,
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

const makeCodes = async ({ visitor }: Owner) =>
  (await visitor.ask<RecoveryCodes>('/api/sign-in-methods/recovery-codes', {}, 201)).codes
const recover = (visitor: Visitor, { emailAddress, password }: Owner, recoveryCode: string) =>
  visitor.post('/api/recovery', { emailAddress, password, recoveryCode })
const methodsOf = async (visitor: Visitor) => (await visitor.get<SignInMethods>('/api/sign-in-methods')).body

test('ten codes, shown once, each for one use; new ones end the old', async () => {
  const owner = await anOwner(place)
  assert.equal((await methodsOf(owner.visitor)).recoveryCodes, null)
  const first = await makeCodes(owner)
  assert.equal(new Set(first).size, 10)
  const codes = await makeCodes(owner)
  assert.equal((await methodsOf(owner.visitor)).recoveryCodes, 10)
  const visitor = new Visitor(place)
  await recover(visitor, owner, first[0]!)
  assert.doesNotMatch(textOf(await latestTo(place, owner.emailAddress)), /sign-in\/link/)
  await recover(visitor, owner, codes[0]!.toLowerCase())
  const { link } = await sentCode(place, owner.emailAddress)
  await visitor.ask('/api/sign-in/email', { code: link }, 200)
  assert.equal((await methodsOf(visitor)).recoveryCodes, 9)
  await recover(visitor, owner, codes[0]!)
  assert.doesNotMatch(textOf(await latestTo(place, owner.emailAddress)), /sign-in\/link/)
})

test('recovered: letters stay closed until a new passkey is made; everybody else is signed out, the owner is told', async () => {
  const owner = await anOwner(place)
  const [code] = await makeCodes(owner)
  const letter = await addLetter(place.at, owner.person)
  const elsewhere = new Visitor(place)
  await signInWithPassword(elsewhere, owner)
  const visitor = new Visitor(place)
  await recover(visitor, owner, code!)
  assert.notEqual(await elsewhere.session(), undefined, 'asking for it ends nothing')
  await visitor.ask('/api/sign-in/email', { code: (await sentCode(place, owner.emailAddress)).code }, 200)
  assert.equal(await elsewhere.session(), undefined)
  assert.equal(await owner.visitor.session(), undefined)
  assert.match(textOf(await latestTo(place, owner.emailAddress)), /gjenopprettingskode/)
  assert.equal((await visitor.get(`/api/letters/${letter.letterId}`)).body.code, 'FORBIDDEN')
  assert.equal((await visitor.post('/api/activation/finish')).status, 409)
  visitor.authenticator = new (
    visitor.authenticator.constructor as new (
      origin: string,
    ) => typeof visitor.authenticator
  )(place.origin)
  assert.equal((await visitor.addPasskey({}, 'Ny telefon')).status, 201)
  await visitor.ask('/api/activation/finish', {}, 200)
  const session = await visitor.session()
  assert.deepEqual([session?.level, session?.method], ['TWO_FACTOR', 'passkey'])
  assert.equal((await visitor.get(`/api/letters/${letter.letterId}`)).status, 200)
  const { body } = await visitor.get<{ entries: { act: string }[] }>('/api/activity')
  for (const act of ['RECOVERED', 'RECOVERY_CODES_MADE'])
    assert.ok(
      body.entries.some((entry) => entry.act === act),
      act,
    )
})

test('a recovery is fresh for a quarter of an hour', async () => {
  const owner = await anOwner(place)
  const [code] = await makeCodes(owner)
  const visitor = new Visitor(place)
  await recover(visitor, owner, code!)
  await visitor.ask('/api/sign-in/email', { code: (await sentCode(place, owner.emailAddress)).code }, 200)
  assert.equal((await methodsOf(visitor)).mayChange, true)
  place.at.clock.advance(16 * minute)
  assert.equal((await methodsOf(visitor)).mayChange, false)
  assert.equal((await visitor.post('/api/sign-in-methods/passkeys/options')).status, 403)
})

test('the last way in cannot be removed, not even by two removals at once', async () => {
  const { visitor } = await anOwner(place, { password: false })
  const [first] = (await methodsOf(visitor)).passkeys
  const remove = (id: string) => visitor.post(`/api/sign-in-methods/passkeys/${id}/remove`)
  const refused = await remove(first!.id)
  assert.deepEqual([refused.status, refused.body.code], [409, 'FORBIDDEN'])
  await visitor.addPasskey({}, 'Nøkkelen')
  const ids = (await methodsOf(visitor)).passkeys.map(({ id }) => id)
  const both = await Promise.all(ids.map(remove))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
  assert.equal((await methodsOf(visitor)).passkeys.length, 1)
})

test('another person’s passkey cannot be removed, nor seen', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place)]
  const [hers] = (await methodsOf(kari.visitor)).passkeys
  assert.equal((await ola.visitor.post(`/api/sign-in-methods/passkeys/${hers!.id}/remove`)).status, 404)
  assert.equal((await methodsOf(kari.visitor)).passkeys.length, 1)
})

test('a removed passkey takes its sessions with it, and no others', async () => {
  const owner = await anOwner(place)
  await owner.visitor.addPasskey({}, 'PC')
  const pc = new Visitor(place)
  pc.authenticator = owner.visitor.authenticator
  await pc.passkey()
  const byPassword = new Visitor(place)
  await signInWithPassword(byPassword, owner)
  const { passkeys } = await methodsOf(owner.visitor)
  const [phone, desk] = [
    passkeys.find(({ name }) => name === 'Telefonen')!,
    passkeys.find(({ name }) => name === 'PC')!,
  ]
  assert.ok(phone.addedAt && desk.lastUsedAt)
  // The visitor's own session was proven by the PC's passkey last; it is the one that removes, and stays.
  await owner.visitor.ask(`/api/sign-in-methods/passkeys/${desk.id}/remove`, {}, 200)
  assert.equal(await pc.session(), undefined)
  assert.notEqual(await owner.visitor.session(), undefined)
  assert.notEqual(await byPassword.session(), undefined)
})

test('who moves the address tells the old one; activity has it all', async () => {
  const owner = await anOwner(place)
  await setPassword({ ...owner, emailAddress: 'moved@example.no' })
  assert.match(textOf(await latestTo(place, owner.emailAddress)), /annen e-postadresse/)
  await owner.visitor.addPasskey()
  assert.match(textOf(await latestTo(place, 'moved@example.no')), /lagt til en passnøkkel/)
  const { body } = await owner.visitor.get<{ entries: { act: string }[] }>('/api/activity')
  const acts = body.entries.map(({ act }) => act)
  assert.ok(acts.includes('EMAIL_CHANGED') && acts.includes('PASSWORD_CHANGED') && acts.includes('PASSKEY_ADDED'))
  await new Visitor(place).ask(
    '/api/sign-in/password',
    { emailAddress: owner.emailAddress, password: owner.password },
    202,
  )
  assert.doesNotMatch(textOf(await latestTo(place, owner.emailAddress)), /sign-in\/link/)
})

test('where there is no sign-in address, the one that the operator registered is told', async () => {
  const owner = await anOwner(place, { password: false })
  await registerEmail(place.at, owner.person.personId, 'registered@example.no')
  await owner.visitor.addPasskey()
  assert.match(textOf(await latestTo(place, 'registered@example.no')), /passnøkkel/)
})
