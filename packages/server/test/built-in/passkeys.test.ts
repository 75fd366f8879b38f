import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SignInMethods } from '../../src/http/mailbox-api/built-in-contract.ts'
import { addLetter, addPerson } from '../mailbox-api/letter-builder.ts'
import {
  anOwner,
  type BuiltInMailbox,
  inviteOwner,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from './built-in-mailbox.ts'
import type { CreationOptions } from './software-authenticator.ts'

const minute = 60_000

type MadeWith = CreationOptions & {
  attestation: string
  authenticatorSelection: { residentKey: string; userVerification: string }
  excludeCredentials: unknown[]
}

let place: BuiltInMailbox
before(async () => {
  place = await startBuiltIn()
})
after(() => place[Symbol.asyncDispose]())

/** The same authenticator in a browser without cookies. */
const elsewhere = (visitor: Visitor): Visitor => {
  const other = new Visitor(place)
  other.authenticator = visitor.authenticator
  return other
}
type Answer = Promise<{ status: number; body: { code?: string } }>
const refused = async (answer: Answer, why: [number, string] = [401, 'NOT_ACCEPTED']) => {
  const { status, body } = await answer
  assert.deepEqual([status, body.code], why)
}
const expired = (answer: Answer) => refused(answer, [409, 'PASSKEY_EXPIRED'])
const unverified = (answer: Answer) => refused(answer, [403, 'PASSKEY_UNVERIFIED'])

test('from invitation to letter: activated, signed out, signed in again by passkey alone', async () => {
  const { visitor, person } = await anOwner(place, { password: false })
  const letter = await addLetter(place.at, person, { level: 'IDPORTEN_3' })
  assert.equal((await visitor.session())?.level, 'TWO_FACTOR')
  await visitor.ask('/api/sign-out', {}, 204)
  assert.equal(await visitor.session(), undefined)
  const { body } = await visitor.passkey()
  assert.deepEqual(body, { returnTo: null, outcome: 'signed-in' })
  const session = await visitor.session()
  assert.deepEqual([session?.level, session?.method, session?.person.name], ['TWO_FACTOR', 'passkey', person.name])
  const { body: opened } = await visitor.get<{ lock: unknown }>(`/api/letters/${letter.letterId}`)
  assert.equal(opened.lock, null)
})

test('nobody types who they are, and the options tell nothing', async () => {
  const { options } = await new Visitor(place).challenge()
  const { allowCredentials, userVerification, rpId } = options as Record<string, unknown>
  assert.deepEqual([allowCredentials, userVerification, rpId], [[], 'required', 'localhost'])
})

test('what a passkey is made with: discoverable, the person recognised, a handle that says nothing', async () => {
  const { visitor, person } = await anOwner(place)
  const { options } = await visitor.ask<{ options: MadeWith }>('/api/sign-in-methods/passkeys/options', {}, 200)
  assert.equal(options.authenticatorSelection.residentKey, 'required')
  assert.equal(options.authenticatorSelection.userVerification, 'required')
  assert.equal(options.attestation, 'none')
  assert.equal(options.excludeCredentials.length, 1)
  const handle = Buffer.from(String(options.user.id), 'base64url')
  assert.equal(handle.length, 32)
  assert.ok(!handle.toString('utf8').includes(person.mailboxId) && !handle.toString('utf8').includes(person.personId))
})

test('an answer works once', async () => {
  const { visitor } = await anOwner(place)
  const { challengeId, options } = await visitor.challenge()
  const credential = visitor.authenticator.get(options as never)
  const both = [0, 1].map(() => visitor.post('/api/sign-in/passkey', { challengeId, credential }))
  const statuses = (await Promise.all(both)).map(({ status }) => status)
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [200, 409],
  )
  await expired(visitor.post('/api/sign-in/passkey', { challengeId, credential }))
})

test('an answer that lies about anything is refused, and the passkey still works', async () => {
  const { visitor } = await anOwner(place)
  const stranger = elsewhere(visitor)
  await refused(stranger.passkey({ origin: 'https://evil.example' }))
  await refused(stranger.passkey({ origin: `${place.origin}.evil.example` }))
  await refused(stranger.passkey({ rpId: 'evil.example' }))
  await refused(stranger.passkey({ challenge: Buffer.alloc(32, 1).toString('base64url') }))
  await unverified(stranger.passkey({ unverified: true }))
  await refused(stranger.passkey({ tampered: true }))
  await refused(stranger.passkey({ crossOrigin: true }))
  await refused(stranger.passkey({ userHandle: Buffer.alloc(32, 1).toString('base64url') }))
  assert.equal(await stranger.session(), undefined)
  assert.equal((await stranger.passkey()).status, 200)
})

test('a challenge of another browser, a late one, and none at all', async () => {
  const { visitor } = await anOwner(place)
  const stranger = elsewhere(visitor)
  const { challengeId, options } = await visitor.challenge()
  const credential = visitor.authenticator.get(options as never)
  await expired(stranger.post('/api/sign-in/passkey', { challengeId, credential }))
  await stranger.challenge()
  await expired(stranger.post('/api/sign-in/passkey', { challengeId, credential }))
  // The owner's own browser was not harmed by that.
  assert.equal((await visitor.post('/api/sign-in/passkey', { challengeId, credential })).status, 200)
  const late = await visitor.challenge()
  place.at.clock.advance(5 * minute)
  const answer = visitor.authenticator.get(late.options as never)
  await expired(visitor.post('/api/sign-in/passkey', { challengeId: late.challengeId, credential: answer }))
})

test('a counter that does not grow is a copy’s', async () => {
  const { visitor } = await anOwner(place)
  const { counter } = visitor.authenticator.credential!
  assert.equal((await visitor.passkey({ counter: counter + 10 })).status, 200)
  await refused(visitor.passkey({ counter: counter + 10 }))
  await refused(visitor.passkey({ counter: counter + 3 }))
  await refused(visitor.passkey({ counter: 0 }))
  assert.equal((await visitor.passkey({ counter: counter + 11 })).status, 200)
})

test('two answers with one counter, at the same moment: one', async () => {
  const { visitor } = await anOwner(place)
  const twin = elsewhere(visitor)
  const [a, b] = [await visitor.challenge(), await twin.challenge()]
  const counter = visitor.authenticator.credential!.counter + 5
  const answers = [a, b].map(({ options }) => visitor.authenticator.get(options as never, { counter }))
  const both = await Promise.all([
    visitor.post('/api/sign-in/passkey', { challengeId: a.challengeId, credential: answers[0] }),
    twin.post('/api/sign-in/passkey', { challengeId: b.challengeId, credential: answers[1] }),
  ])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 401],
  )
})

test('an authenticator that does not count works every time', async () => {
  const person = await addPerson(place.at)
  const visitor = new Visitor(place)
  await visitor.activate(await inviteOwner(place, person))
  await visitor.addPasskey({ counter: 0 })
  await visitor.ask('/api/activation/finish', {}, 200)
  for (let time = 0; time < 3; time++) assert.equal((await visitor.passkey({ counter: 0 })).status, 200)
})

test('a new passkey that lies is not kept', async () => {
  const { visitor } = await anOwner(place)
  for (const lies of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }]) {
    await refused(visitor.addPasskey(lies))
  }
  await unverified(visitor.addPasskey({ unverified: true }))
  await refused(visitor.addPasskey({ challenge: Buffer.alloc(32).toString('base64url') }))
  await refused(visitor.addPasskey({ crossOrigin: true }))
  assert.equal((await visitor.get<SignInMethods>('/api/sign-in-methods')).body.passkeys.length, 1)
})

test('a registration asked for in one person’s session is worth nothing in another’s', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place)]
  const { challengeId, options } = await kari.visitor.ask<{ challengeId: string; options: unknown }>(
    '/api/sign-in-methods/passkeys/options',
    {},
    200,
  )
  const thief = new Visitor(place)
  const credential = thief.authenticator.create(options as never)
  // Even with Kari's ceremony cookie beside Ola's session.
  ola.visitor.cookies.set('brevdue-ceremony', kari.visitor.cookies.get('brevdue-ceremony')!)
  await expired(ola.visitor.post('/api/sign-in-methods/passkeys', { challengeId, credential, name: 'x' }))
  // And a challenge to add is none to sign in with.
  const question = await kari.visitor.ask<{ challengeId: string; options: { challenge: string } }>(
    '/api/sign-in-methods/passkeys/options',
    {},
    200,
  )
  const answer = kari.visitor.authenticator.get({ challenge: question.options.challenge, rpId: 'localhost' })
  await expired(kari.visitor.post('/api/sign-in/passkey', { challengeId: question.challengeId, credential: answer }))
})

test('one passkey belongs to one mailbox', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place)]
  const { challengeId, options } = await ola.visitor.ask<{ challengeId: string; options: CreationOptions }>(
    '/api/sign-in-methods/passkeys/options',
    {},
    200,
  )
  const credential = ola.visitor.authenticator.create(options)
  assert.equal(
    (await ola.visitor.post('/api/sign-in-methods/passkeys', { challengeId, credential, name: 'x' })).status,
    201,
  )
  const again = await kari.visitor.ask<{ challengeId: string; options: CreationOptions }>(
    '/api/sign-in-methods/passkeys/options',
    {},
    200,
  )
  const copy = ola.visitor.authenticator.create({ ...again.options })
  copy.id = credential.id
  await refused(
    kari.visitor.post('/api/sign-in-methods/passkeys', {
      challengeId: again.challengeId,
      credential: copy,
      name: 'x',
    }),
  )
})

test('stronger sign-in: the same person is raised under a new token, and comes back to the letter', async () => {
  const owner = await anOwner(place)
  const letter = await addLetter(place.at, owner.person, { level: 'TWO_FACTOR', sensitivity: 'SENSITIVE' })
  const visitor = await withPasswordSession(owner)
  assert.equal(
    (await visitor.get(`/auth/step-up?letter=${letter.letterId}`)).headers.get('location'),
    '/sign-in?step-up=1',
  )
  assert.deepEqual((await visitor.session())?.stepUp, { letterId: letter.letterId, level: 'TWO_FACTOR' })
  const before = visitor.cookies.get('brevdue-session')
  const { body } = await visitor.passkey()
  assert.deepEqual(body, { outcome: 'raised', returnTo: `/inbox/${letter.letterId}` })
  assert.notEqual(visitor.cookies.get('brevdue-session'), before)
  const session = await visitor.session()
  assert.deepEqual([session?.level, session?.stepUp], ['TWO_FACTOR', null])
})

test('another person’s passkey never switches a session that is being raised', async () => {
  const [owner, other] = [await anOwner(place), await anOwner(place)]
  const letter = await addLetter(place.at, owner.person, { level: 'TWO_FACTOR' })
  const visitor = await withPasswordSession(owner)
  const early = await visitor.challenge()
  await visitor.get(`/auth/step-up?letter=${letter.letterId}`)
  const own = visitor.authenticator
  visitor.authenticator = other.visitor.authenticator
  await refused(visitor.passkey())
  // Nor with a challenge from before the step-up, which was anybody's.
  const credential = visitor.authenticator.get(early.options as never)
  await refused(visitor.post('/api/sign-in/passkey', { challengeId: early.challengeId, credential }))
  const session = await visitor.session()
  assert.deepEqual([session?.person.name, session?.level], [owner.person.name, 'PASSWORD'])
  visitor.authenticator = own
  assert.equal((await visitor.passkey()).body.outcome, 'raised')
})

test('what asks for the highest level stays locked: too-low', async () => {
  const owner = await anOwner(place)
  const letter = await addLetter(place.at, owner.person, { level: 'IDPORTEN_4' })
  await owner.visitor.get(`/auth/step-up?letter=${letter.letterId}`)
  assert.deepEqual((await owner.visitor.passkey()).body, {
    outcome: 'too-low',
    returnTo: `/inbox/${letter.letterId}`,
  })
  assert.equal((await owner.visitor.session())?.stepUp, null)
})

test('shown again by itself, a passkey has nothing to do with a letter that was left closed before', async () => {
  const owner = await anOwner(place)
  const letter = await addLetter(place.at, owner.person, { level: 'IDPORTEN_4' })
  await owner.visitor.get(`/auth/step-up?letter=${letter.letterId}`)
  assert.deepEqual((await owner.visitor.passkey({}, { confirm: true })).body, { outcome: 'raised', returnTo: null })
  assert.equal((await owner.visitor.session())?.stepUp, null)
})

test('a passkey’s name is one line', async () => {
  const { visitor } = await anOwner(place)
  const { body } = await visitor.addPasskey({}, ' Min\n\u202Eny\u0000  telefon ')
  assert.ok(body.passkeys.some(({ name }) => name === 'Min ny telefon'))
})

test('shown again, a passkey opens changes for a quarter of an hour', async () => {
  const { visitor } = await anOwner(place)
  const mayChange = async () => (await visitor.get<SignInMethods>('/api/sign-in-methods')).body.mayChange
  assert.equal(await mayChange(), true)
  place.at.clock.advance(16 * minute)
  assert.equal(await mayChange(), false)
  const { status, body } = await visitor.post('/api/sign-in-methods/passkeys/options')
  assert.deepEqual([status, body.code], [403, 'FORBIDDEN'])
  assert.deepEqual((await visitor.passkey({}, { confirm: true })).body, { outcome: 'raised', returnTo: null })
  assert.equal(await mayChange(), true)
  const out = new Visitor(place)
  assert.equal((await out.post('/api/sign-in/passkey/options', { confirm: true })).body.code, 'SIGNED_OUT')
})

/** A browser in which the owner has signed in with the password; its authenticator is the owner's. */
async function withPasswordSession(owner: Awaited<ReturnType<typeof anOwner>>): Promise<Visitor> {
  const visitor = elsewhere(owner.visitor)
  await signInWithPassword(visitor, owner)
  return visitor
}
