import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startTestProvider, type TestProvider } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { freePort } from './support/built-in.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { desktop, phone, visit } from './support/visit.ts'

const [ordinary, strong] = ['level-1', 'level-2']
const secret = { sender: 'Vestmark sykehus', subject: 'Innkalling til samtale' }

let provider: TestProvider
let mailbox: TestMailbox
before(async () => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  provider = await startTestProvider({ publicUrl, acrValues: [ordinary, strong] })
  mailbox = await startMailbox('Kari Nordmann', {
    mode: 'service',
    signIn: 'oidc',
    port,
    publicUrl,
    oidcIssuer: provider.issuer,
    oidcClientId: provider.clientId,
    oidcClientSecret: provider.clientSecret,
    oidcName: 'Prøveporten',
    oidcLevels: `${ordinary}=PASSWORD,${strong}=TWO_FACTOR`,
  })
  provider.accounts.set('kari', { pid: mailbox.kari.personalIdentificationNumber })
  const content = new TextEncoder().encode('Velkommen til samtale fredag.')
  await mailbox.send('Elvedal Bank', { primaryDocument: { subject: 'Brev fra banken', fileType: 'txt', content } })
  await mailbox.send(secret.sender, {
    primaryDocument: {
      subject: secret.subject,
      fileType: 'txt',
      content,
      authenticationLevel: 'TWO_FACTOR',
      sensitivityLevel: 'SENSITIVE',
    },
  })
})
after(async () => {
  await mailbox[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

async function signInAtProvider(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Logg inn med Prøveporten' }).click()
  await page.waitForURL((url) => url.hostname === 'localhost')
  await page.getByRole('link', { name: `kari ${ordinary}` }).click()
  await page.waitForURL(/127\.0\.0\.1.*\/inbox/)
  await page.locator('.row-link', { hasText: 'Brev fra banken' }).waitFor()
}

const openLocked = async (page: Page) => {
  await page.locator('.row-link', { hasNotText: 'Brev fra banken' }).first().click()
  await page.locator('.letter').waitFor()
}

describe('sign-in at a provider, in a browser', () => {
  it('goes there and comes back, also to a locked letter with the stronger sign-in', async () => {
    for (const viewport of [desktop, phone]) {
      await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport })
      const { page } = visited
      await signInAtProvider(page)
      assert.ok(!(await page.content()).includes(secret.sender), 'the sender is still hidden')
      await openLocked(page)
      await page.getByRole('link', { name: /Bekreft|Logg inn/ }).click()
      await page.waitForURL((url) => url.hostname === 'localhost')
      await page.getByRole('link', { name: `kari ${strong}` }).click()
      await page.getByText('Velkommen til samtale fredag.').waitFor()
      await page
        .getByText(/Du er logget inn på .*\. Brevet er åpnet\./)
        .first()
        .waitFor()
      assert.equal(new URL(page.url()).search, '')
      assert.ok((await page.content()).includes(secret.sender))
      assert.deepEqual(visited.faults, [])
    }
  })

  it('cancelled or too low: back at the letter, which stays locked', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signInAtProvider(page)
    await openLocked(page)
    for (const answer of ['Cancel', `kari ${ordinary}`]) {
      await page.getByRole('link', { name: /Bekreft|Logg inn/ }).click()
      await page.waitForURL((url) => url.hostname === 'localhost')
      await page.getByRole('link', { name: answer }).click()
      await page.waitForURL(/127\.0\.0\.1.*\/inbox\/[^?]+$/)
      await page.locator('.ask-card').waitFor()
      assert.ok(!(await page.content()).includes(secret.sender))
    }
  })

  it('signing out leads over the provider’s own sign-out back to us', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signInAtProvider(page)
    await page.getByRole('button', { name: 'Konto: Kari Nordmann' }).click()
    await page.getByRole('button', { name: 'Logg ut' }).click()
    await page.waitForURL((url) => url.hostname === 'localhost')
    await page.getByRole('button', { name: 'Sign out here too' }).click()
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/signed-out')
  })

  it('signed out at the provider while the page is open: the next thing that is done finds nobody signed in', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    await signInAtProvider(page)
    const other = await context.newPage()
    await other.goto(`${provider.issuer}/session/end`)
    await other.getByRole('button', { name: 'Sign out here too' }).click()
    await other.waitForURL(/session\/end\/success/)
    const signedOut = page.getByRole('heading', { level: 1, name: /Du er logget ut|Logg inn/ }).waitFor()
    // the page may have noticed by itself, and have no row any more
    const opened = page.locator('.row-link', { hasText: 'Brev fra banken' }).click()
    await Promise.race([signedOut, opened.catch(() => undefined)])
    await signedOut
    assert.ok(!(await page.content()).includes('Velkommen til samtale'))
  })

  it('a provider that is away is said so on the sign-in page', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/sign-in?failed=unavailable')
    await page.getByRole('link', { name: 'Logg inn med Prøveporten' }).waitFor()
    assert.equal(await page.getByRole('radio').count(), 0, 'nothing of the sandbox')
  })
})
