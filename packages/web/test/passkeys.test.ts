/** The built-in sign-in's API from a real page, with Chromium's own authenticator: what `navigator.credentials` makes of it. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { type BuiltInMailbox, inviteOwner, startBuiltIn } from '../../server/test/built-in/built-in-mailbox.ts'
import { addLetter, addPerson, type TestPerson } from '../../server/test/mailbox-api/letter-builder.ts'
import { startBrowser } from './support/browser.ts'

let place: BuiltInMailbox
let browser: Browser
before(async () => {
  place = await startBuiltIn()
  browser = await startBrowser()
})
after(async () => {
  await browser.close()
  await place[Symbol.asyncDispose]()
})

interface Device extends AsyncDisposable {
  page: Page
  cdp: CDPSession
  authenticatorId: string
}

/** A browser of its own, with a built-in authenticator that recognises its owner by face or finger. */
async function aDevice(recognises = true): Promise<Device> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: recognises,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto(`${place.origin}/accessibility`)
  return { page, cdp, authenticatorId, [Symbol.asyncDispose]: () => context.close() }
}

interface Answer {
  status: number
  body: Record<string, unknown>
}

/** What our page does: fetch alone. */
function post({ page }: Device, path: string, body: unknown = {}): Promise<Answer> {
  return page.evaluate(
    async ([to, sent]) => {
      const headers = { 'content-type': 'application/json', 'x-brevdue-request': '1' }
      const response = await fetch(to, { method: 'POST', headers, body: sent })
      const text = await response.text()
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
    },
    [path, JSON.stringify(body)] as const,
  )
}

/** Asks for options, lets the authenticator answer, and sends the answer: or the browser's own error. */
function ceremony(
  { page }: Device,
  kind: 'create' | 'get',
  path: string,
  extra: Record<string, unknown> = {},
  question: Record<string, unknown> = {},
): Promise<Answer> {
  return page.evaluate(
    async ([how, to, more, asked]) => {
      const headers = { 'content-type': 'application/json', 'x-brevdue-request': '1' }
      const send = async (where: string, body: unknown) => {
        const response = await fetch(where, { method: 'POST', headers, body: JSON.stringify(body) })
        return { status: response.status, body: (await response.json()) as Record<string, unknown> }
      }
      const { body } = await send(`${to}/options`, JSON.parse(asked))
      const { challengeId, options } = body as { challengeId: string; options: never }
      try {
        const credential =
          how === 'create'
            ? await navigator.credentials.create({
                publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
              })
            : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
        const answer = (credential as PublicKeyCredential).toJSON() as unknown
        return await send(to, { challengeId, credential: answer, ...(JSON.parse(more) as object) })
      } catch (error) {
        return { status: 0, body: { error: (error as Error).name } }
      }
    },
    [kind, path, JSON.stringify(extra), JSON.stringify(question)] as const,
  )
}

const addPasskey = (device: Device, name = 'Telefonen') =>
  ceremony(device, 'create', '/api/sign-in-methods/passkeys', { name })
const signIn = (device: Device, question: Record<string, unknown> = {}) =>
  ceremony(device, 'get', '/api/sign-in/passkey', {}, question)
const levelIn = ({ page }: Device) =>
  page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { level?: string }).level)

async function activated(device: Device): Promise<TestPerson> {
  const person = await addPerson(place.at)
  const code = await inviteOwner(place, person)
  assert.equal((await post(device, '/api/activation', { code })).status, 200)
  const added = await addPasskey(device)
  assert.equal(added.status, 201, JSON.stringify(added.body))
  assert.equal((await post(device, '/api/activation/finish')).status, 200)
  return person
}

test('activated with a passkey, signed out, and signed in by it: nobody types anything', async () => {
  await using device = await aDevice()
  const person = await activated(device)
  const letter = await addLetter(place.at, person, { level: 'IDPORTEN_3' })
  const { credentials } = await device.cdp.send('WebAuthn.getCredentials', { authenticatorId: device.authenticatorId })
  const [made] = credentials
  assert.deepEqual([credentials.length, made?.isResidentCredential, made?.rpId], [1, true, 'localhost'])
  assert.equal(Buffer.from(made?.userHandle ?? '', 'base64').length, 32)
  assert.equal(await levelIn(device), 'TWO_FACTOR')
  await post(device, '/api/sign-out')
  assert.equal(await levelIn(device), undefined)
  assert.deepEqual(await signIn(device), { status: 200, body: { returnTo: null, outcome: 'signed-in' } })
  assert.equal(await levelIn(device), 'TWO_FACTOR')
  const lock = await device.page.evaluate(
    async (id) => ((await (await fetch(`/api/letters/${id}`)).json()) as { lock: unknown }).lock,
    letter.letterId,
  )
  assert.equal(lock, null)
})

test('the same authenticator is not registered twice', async () => {
  await using device = await aDevice()
  await activated(device)
  assert.deepEqual(await addPasskey(device), { status: 0, body: { error: 'InvalidStateError' } })
})

test('an authenticator that does not recognise its owner neither makes a passkey nor signs in', async () => {
  await using device = await aDevice()
  await activated(device)
  await post(device, '/api/sign-out')
  await device.cdp.send('WebAuthn.setUserVerified', { authenticatorId: device.authenticatorId, isUserVerified: false })
  assert.equal((await signIn(device)).status, 0)
  await using other = await aDevice(false)
  const code = await inviteOwner(place, await addPerson(place.at))
  await post(other, '/api/activation', { code })
  assert.equal((await addPasskey(other)).status, 0)
})

test('shown again, the passkey of whoever is signed in, and nobody else’s', async () => {
  await using kari = await aDevice()
  await using ola = await aDevice()
  await activated(kari)
  await activated(ola)
  place.at.clock.advance(16 * 60_000)
  const [hers] = await credentialsOf(kari)
  const [his] = await credentialsOf(ola)
  assert.ok(hers && his)
  assert.deepEqual((await signIn(kari, { confirm: true })).body, { returnTo: null, outcome: 'raised' })
  // Ola's passkey alone in Kari's browser: the browser has none to offer, since only hers are asked for.
  await kari.cdp.send('WebAuthn.clearCredentials', { authenticatorId: kari.authenticatorId })
  await kari.cdp.send('WebAuthn.addCredential', { authenticatorId: kari.authenticatorId, credential: his })
  assert.equal((await signIn(kari, { confirm: true })).status, 0)
  assert.equal(await levelIn(kari), 'TWO_FACTOR')
})

test('a copy of a passkey, left behind by the counter, is refused; the one in use goes on', async () => {
  await using device = await aDevice()
  await activated(device)
  await signIn(device)
  const [copied] = await credentialsOf(device)
  assert.ok(copied)
  assert.equal((await signIn(device)).status, 200)
  await using copy = await aDevice()
  await copy.cdp.send('WebAuthn.addCredential', { authenticatorId: copy.authenticatorId, credential: copied })
  assert.deepEqual((await signIn(copy)).body['code'], 'NOT_ACCEPTED')
  assert.equal((await signIn(device)).status, 200)
})

test('a page of another origin cannot use a passkey made for ours', async () => {
  await using device = await aDevice()
  await activated(device)
  const { port } = new URL(place.origin)
  await device.page.goto(`http://127.0.0.1:${port}/accessibility`)
  const outcome = await device.page.evaluate(async () => {
    try {
      await navigator.credentials.get({
        publicKey: { challenge: new Uint8Array(32), rpId: 'localhost', userVerification: 'required' },
      })
      return 'answered'
    } catch (error) {
      return (error as Error).name
    }
  })
  assert.notEqual(outcome, 'answered')
})

async function credentialsOf({ cdp, authenticatorId }: Device) {
  return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
}
