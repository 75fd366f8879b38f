import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { comeBack } from './support/network.ts'
import { press, tabTo } from './support/press.ts'
import { heard, signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox?.[Symbol.asyncDispose]())

describe('settings', () => {
  it('lie in sections with addresses of their own', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.goto('/settings')
    await page.locator('#sign-ins').waitFor()
    const sections = await page.locator('.settings > section').evaluateAll((all) => all.map(({ id }) => id))
    assert.deepEqual(sections, ['language', 'text-size', 'appearance', 'shortcuts', 'account', 'sessions', 'sign-ins'])
    await page.goto('/inbox')
    await page.goto('/settings#sessions')
    await page.waitForFunction(() => document.activeElement?.id === 'sessions-heading')
    assert.deepEqual(visited.faults, [])
  })

  it('say who is signed in, at which level, how and since when', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann', /to steg/)
    await page.goto('/settings')
    const facts = await page.locator('#account').innerText()
    assert.match(facts, /Kari Nordmann/)
    assert.match(facts, /innlogging med to steg/)
    assert.match(facts, /sandkassen, bare på liksom/)
    assert.match(facts, /Siden\s+\d+\. \S+ \d{4} kl\.\s\d\d\.\d\d/)
  })

  it('show where one is signed in, and sign out there by keyboard', async () => {
    await using elsewhere = await visit(mailbox.browser, mailbox.server.url, {
      userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    })
    await signIn(elsewhere.page, 'Kari Nordmann')
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.goto('/settings')
    const current = page.locator('#sessions .method-row').first()
    await current.getByText('denne', { exact: true }).waitFor()
    assert.equal(await current.getByRole('button').count(), 0)
    await press(page, 'Logg ut Firefox, Android')
    await heard(page, 'status', /^Firefox, Android er logget ut\.$/)
    await page.waitForFunction(() => document.activeElement?.id === 'sessions-heading')
    await comeBack(elsewhere.page)
    await elsewhere.page.getByText('Du er logget ut for å beskytte posten din.').waitFor()
    await page.reload()
    await page.locator('#sign-ins').getByText('Logget ut fra et annet sted').first().waitFor()
  })

  it('sign out everywhere, here too, after asking', async () => {
    await using elsewhere = await visit(mailbox.browser, mailbox.server.url)
    await signIn(elsewhere.page, 'Kari Nordmann')
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.goto('/settings')
    await press(page, 'Logg ut overalt')
    const dialog = page.getByRole('dialog', { name: 'Logge ut overalt?' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await focusIsOn(page, 'Logg ut overalt')
    await page.keyboard.press('Enter')
    await tabTo(page, dialog.getByRole('button', { name: 'Logg ut overalt' }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    await comeBack(elsewhere.page)
    await elsewhere.page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
  })

  it('say what cannot be shown, and the rest stays', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.route('**/api/sessions', (route) => route.abort())
    await page.goto('/settings')
    await page.getByText('Vi får ikke vist dette akkurat nå. Ingenting er endret.').waitFor()
    await page.unroute('**/api/sessions')
    await press(page, 'Prøv igjen')
    await page.locator('#sessions .method-row').first().waitFor()
  })
})

describe('every page of the sandbox', () => {
  it('says that it is one, also to somebody who is not signed in', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    for (const path of ['/sign-in', '/help', '/privacy', '/accessibility', '/signed-out', '/activate']) {
      await page.goto(path)
      await page.getByText('Sandkasse: Innloggingen er bare på liksom.').waitFor()
      await page.getByRole('link', { name: 'Hjelp', exact: true }).first().waitFor()
    }
  })
})
