/** Passkeys through password managers, which hand the page credential objects of their own, and each way a passkey can fail. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addAuthenticator, type BuiltInMailbox, startBuiltInMailbox } from './support/built-in.ts'
import { type Visit, visit } from './support/visit.ts'

let mailbox: BuiltInMailbox
before(async () => {
  mailbox = await startBuiltInMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

/** Shapes in which a password manager hands over the browser's real credential. */
const shapes = {
  'a plain object': '',
  'an object with the prototypes of the browser': `
    Object.setPrototypeOf(response, create ? AuthenticatorAttestationResponse.prototype : AuthenticatorAssertionResponse.prototype)
    Object.setPrototypeOf(wrapped, PublicKeyCredential.prototype)`,
  'an object with bytes as Uint8Array and only what WebAuthn level 1 has': `
    for (const name of ['getAuthenticatorData', 'getPublicKey', 'getPublicKeyAlgorithm', 'getTransports']) delete response[name]
    for (const [name, value] of Object.entries(response)) {
      if (value instanceof ArrayBuffer) response[name] = new Uint8Array(value)
    }
    wrapped.rawId = new Uint8Array(wrapped.rawId)
    delete wrapped.authenticatorAttachment`,
  'an object whose optional getters throw': `
    for (const name of ['getAuthenticatorData', 'getPublicKey', 'getPublicKeyAlgorithm']) {
      response[name] = () => { throw new TypeError('Illegal invocation') }
    }`,
}

/** What runs in the page before everything else, as an extension does. */
function extension(shape: string): string {
  return `
    for (const name of ['create', 'get']) {
      const real = navigator.credentials[name].bind(navigator.credentials)
      navigator.credentials[name] = async (options) => {
        const credential = await real(options)
        const create = name === 'create'
        const { response: r } = credential
        const response = create
          ? { attestationObject: r.attestationObject, clientDataJSON: r.clientDataJSON,
              getAuthenticatorData: () => r.getAuthenticatorData(), getPublicKey: () => r.getPublicKey(),
              getPublicKeyAlgorithm: () => r.getPublicKeyAlgorithm(), getTransports: () => ['internal', 'hybrid'] }
          : { authenticatorData: r.authenticatorData, clientDataJSON: r.clientDataJSON, signature: r.signature,
              userHandle: r.userHandle }
        const wrapped = { id: credential.id, rawId: credential.rawId, type: 'public-key',
          authenticatorAttachment: 'cross-platform', response, getClientExtensionResults: () => ({}) }
        ${shape}
        return wrapped
      }
    }`
}

async function openActivation(
  script: string,
  prepare: (page: Page) => Promise<unknown> = addAuthenticator,
): Promise<Visit> {
  const code = await mailbox.invite(mailbox.kari, { replaces: true })
  const opened = await visit(mailbox.browser, mailbox.server.url, { language: 'en' })
  await opened.context.addInitScript(script)
  await prepare(opened.page)
  await opened.page.goto('/activate')
  await opened.page.locator('#activation-code').fill(code)
  await opened.page.locator('form button[type=submit]').click()
  await opened.page.locator('#passkey-name').waitFor()
  return opened
}

const create = (page: Page) => page.getByRole('button', { name: 'Create a passkey' }).click()

describe('a password manager that hands over', () => {
  for (const [name, shape] of Object.entries(shapes)) {
    test(`${name}: a passkey is created and signs in`, async () => {
      await using opened = await openActivation(extension(shape))
      const { page } = opened
      await create(page)
      await page.getByText('Not used yet.').waitFor()
      await page.getByRole('button', { name: 'Go to the mailbox' }).click()
      await page.waitForURL('**/inbox')
      await page.evaluate(() =>
        fetch('/api/sign-out', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-brevdue-request': '1' },
          body: '{}',
        }),
      )
      await page.goto('/sign-in')
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      await page.waitForURL('**/inbox')
    })
  }
})

/** What the browser throws, and how the sentence about it begins. */
const failures: Record<string, RegExp> = {
  NotAllowedError: /^We got no answer from the passkey/,
  AbortError: /^We got no answer from the passkey/,
  InvalidStateError: /^This device already has a passkey/,
  ConstraintError: /^This device has no way to check/,
  NotSupportedError: /^This device or security key cannot make/,
  SecurityError: /^The browser does not allow passkeys at this web address/,
  UnknownError: /^The device or the password manager could not/,
  OperationError: /^The device or the password manager could not/,
}

describe('a passkey that cannot be created', () => {
  const said = async (page: Page) => {
    await create(page)
    const text = page.locator('.trouble p').first()
    await text.waitFor()
    return (await text.textContent()) ?? ''
  }

  test('each failure of the browser has its own true words', async () => {
    await using opened = await openActivation(`
      navigator.credentials.create = () => Promise.reject(new DOMException('', window.failure))`)
    for (const [name, words] of Object.entries(failures)) {
      await opened.page.evaluate((failure) => Object.assign(window, { failure }), name)
      assert.match(await said(opened.page), words, name)
    }
  })

  test('an answer that is null, or has no parts, never blames the service', async () => {
    await using opened = await openActivation('navigator.credentials.create = async () => window.answer ?? null')
    assert.match(await said(opened.page), /^We got no answer from the passkey/)
    for (const answer of [{}, { id: 'x', rawId: 'x', response: {} }]) {
      await opened.page.evaluate((value) => Object.assign(window, { answer: value }), answer)
      assert.match(await said(opened.page), /^The browser or the password manager gave an answer/)
    }
  })

  test('a password manager that does not verify its user is named as the cause', async () => {
    await using opened = await openActivation(
      `const real = navigator.credentials.create.bind(navigator.credentials)
       navigator.credentials.create = (options) => {
         options.publicKey.authenticatorSelection.userVerification = 'discouraged'
         return real(options)
       }`,
      async (page) => {
        const session = await page.context().newCDPSession(page)
        await session.send('WebAuthn.enable')
        await session.send('WebAuthn.addVirtualAuthenticator', {
          options: {
            protocol: 'ctap2',
            transport: 'internal',
            hasResidentKey: true,
            hasUserVerification: false,
            automaticPresenceSimulation: true,
          },
        })
      },
    )
    assert.match(await said(opened.page), /^The passkey did not check that it is you/)
  })

  test('a question that has expired, or belongs to another browser, says that it took too long', async () => {
    await using opened = await openActivation(`
      const real = navigator.credentials.create.bind(navigator.credentials)
      navigator.credentials.create = async (options) => {
        const credential = await real(options)
        await window.forgetCeremony()
        return credential
      }`)
    const forget = () => opened.context.clearCookies({ name: /ceremony/ })
    await opened.page.exposeFunction('forgetCeremony', forget)
    assert.match(await said(opened.page), /^It took too long/)
  })
})
