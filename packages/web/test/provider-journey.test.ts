import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startTestProvider, type TestProvider } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { freePort } from './support/built-in.ts'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { comeBack } from './support/network.ts'
import { press } from './support/press.ts'
import { openLetter, visit } from './support/visit.ts'

const [ordinary, strong] = ['level-1', 'level-2']
let provider: TestProvider
let mailbox: TestMailbox
before(async () => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  provider = await startTestProvider({ publicUrl, acrValues: [ordinary, strong] })
  mailbox = await startMailbox('Kari Nordmann', {
    ...{ mode: 'service', signIn: 'oidc', port, publicUrl, oidcName: 'Prøveporten' },
    oidcIssuer: provider.issuer,
    oidcClientId: provider.clientId,
    oidcClientSecret: provider.clientSecret,
    oidcLevels: `${ordinary}=PASSWORD,${strong}=TWO_FACTOR`,
  })
  provider.accounts.set('kari', { pid: mailbox.kari.personalIdentificationNumber })
  const content = new TextEncoder().encode('Velkommen til samtale.')
  const primary = { subject: 'Brev fra banken', fileType: 'txt', content }
  await mailbox.send('Elvedal Bank', { primaryDocument: primary })
  await mailbox.send('Elvedal Bank', {
    primaryDocument: { ...primary, subject: 'Låst brev', authenticationLevel: 'TWO_FACTOR' },
  })
})
after(async () => {
  await mailbox?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

async function answerAtProvider(page: Page, answer: string): Promise<void> {
  await page.waitForURL((url) => url.hostname === 'localhost')
  await press(page, answer)
}

async function signIn(page: Page): Promise<void> {
  await press(page, 'Logg inn med Prøveporten')
  await answerAtProvider(page, `kari ${ordinary}`)
}

describe('the journey to a provider and back', () => {
  it('is no step to go back over: from the opened letter one Back leads to the list', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/sign-in')
    await signIn(page)
    await page.locator('.row').first().waitFor()
    for (const [answer, shown] of [
      ['Cancel', 'Du avbrøt innloggingen.'],
      [`kari ${ordinary}`, 'lavere nivå enn brevet krever'],
      [`kari ${strong}`, 'Velkommen til samtale.'],
    ] as const) {
      await openLetter(page, 'Låst brev')
      await press(page, 'Logg inn på nytt')
      await answerAtProvider(page, answer)
      await page.getByText(shown).first().waitFor()
      assert.equal(new URL(page.url()).search, '')
      if (answer.endsWith(strong)) await focusIsOn(page, 'Låst brev')
      await page.goBack()
      await page.waitForURL('**/inbox')
      await page.locator('.row').first().waitFor()
    }
    const left = await page.evaluate(() => Object.keys(sessionStorage))
    assert.deepEqual(
      left.filter((key) => key.includes('step-up')),
      [],
    )
    assert.deepEqual(visited.faults, [])
  })

  it('goes on at the letter where the session ended', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/sign-in')
    await signIn(page)
    await openLetter(page, 'Brev fra banken')
    await page.locator('.text-paper').waitFor()
    const { pathname } = new URL(page.url())
    await mailbox.server.db.deleteFrom('session').execute()
    await comeBack(page)
    await page.getByText('Logg inn for å fortsette der du var.').waitFor()
    await press(page, 'Logg inn')
    // the provider still knows her, and asks nothing
    await press(page, 'Logg inn med Prøveporten')
    await page.waitForURL(`**${pathname}`)
    await page.locator('.text-paper').waitFor()
  })

  it('that failed is told in words, once, with the focus on them', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/sign-in?failed=no-mailbox')
    await focusIsOn(page, 'Du er ikke logget inn')
    await page.getByText('Innloggingen virket, men du har ingen postkasse her.').waitFor()
    assert.equal(new URL(page.url()).search, '')
    await page.reload()
    await page.getByRole('link', { name: 'Logg inn med Prøveporten' }).waitFor()
    assert.equal(await page.getByText('ingen postkasse').count(), 0)
    await page.goto('/sign-in?failed=%3Cscript%3E')
    await page.getByText('Vi kunne ikke stole på svaret').waitFor()
    assert.deepEqual(visited.faults, [])
  })
})
