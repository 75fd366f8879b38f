import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Session } from '@brevdue/server/mailbox-contract'
import { aPerson } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { comeBack } from './support/network.ts'
import { heard, openLetter, signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  const content = new TextEncoder().encode('Hei')
  await mailbox.send('Elvedal Bank', { primaryDocument: { subject: 'Brev fra banken', fileType: 'txt', content } })
})
after(() => mailbox[Symbol.asyncDispose]())

const minutes = (count: number) => count * 60_000

describe('signing in', () => {
  it('says that it is only pretended, there and on every page', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    await visited.page.goto('/sign-in')
    await visited.page.getByText('Dette er en sandkasse. Velg hvem du vil være.').waitFor()
    await signIn(visited.page, 'Kari Nordmann', /to steg/)
    for (const path of ['/inbox', '/settings', '/help']) {
      await visited.page.goto(path)
      await visited.page.getByText('Sandkasse: Innloggingen er bare på liksom.').waitFor()
    }
    await visited.page.getByRole('button', { name: 'Konto: Kari Nordmann' }).click()
    const menu = visited.page.locator('.account-menu')
    await menu.waitFor()
    assert.match(await menu.innerText(), /Logget inn som\s+Kari Nordmann\s+Nivå\s+innlogging med to steg\s+Siden/)
    assert.deepEqual(visited.faults, [])
  })

  it('comes first for everything that shows letters', async () => {
    for (const path of ['/', '/inbox', '/inbox/abc', '/settings']) {
      await using visited = await visit(mailbox.browser, mailbox.server.url)
      await visited.page.goto(path)
      await visited.page.getByRole('heading', { level: 1, name: 'Logg inn i Brevdue' }).waitFor()
    }
  })
})

describe('signing out', () => {
  it('takes the letters away, also from what Back would show', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Brev fra banken')
    await page.getByRole('button', { name: 'Konto: Kari Nordmann' }).click()
    await page.getByRole('button', { name: 'Logg ut' }).click()
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Logg inn i Brevdue' }).waitFor()
    assert.ok(!(await page.content()).includes('Brev fra banken'))
  })
})

describe('two tabs', () => {
  it('never show one person letters under the name of another', async () => {
    await aPerson(mailbox.server, { name: 'Ola Nordmann' })
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Brev fra banken')
    const other = await context.newPage()
    await signIn(other, 'Ola Nordmann')
    await page.getByRole('button', { name: 'Konto: Ola Nordmann' }).waitFor()
    await page.getByText('Du har ingen brev her ennå.').waitFor()
    assert.ok(!(await page.content()).includes('Brev fra banken'))
    await other.getByRole('button', { name: 'Konto: Ola Nordmann' }).click()
    await other.getByRole('button', { name: 'Logg ut' }).click()
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
  })
})

describe('a session', () => {
  it('warns in time, can be extended with one key and again, and is then forgotten about', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    for (let round = 0; round < 10; round++) {
      await moveToEnd(page, minutes(2.5))
      await page.getByText('Du blir logget ut om 3 minutter').waitFor()
      await focusIsOn(page, 'Fortsett')
      const extended = page.waitForResponse('**/api/session/extend')
      await answerLater(page)
      await page.keyboard.press('Enter')
      await extended
      await page.getByText('Du blir logget ut om').waitFor({ state: 'hidden' })
    }
  })

  it('that no key extends any more says so in time, and what to do', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Brev fra banken')
    const path = new URL(page.url()).pathname
    await answerLastMinutes(page)
    await page.reload()
    const dialog = page.getByRole('dialog', { name: 'Innloggingen varer ikke lenger' })
    await dialog.getByText('Du blir logget ut om 3 minutter. Denne innloggingen kan ikke forlenges.').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.reload()
    await dialog.waitFor()
    await page.unroute('**/api/session')
    await focusIsOn(page, 'Logg inn på nytt nå')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await page.waitForURL(`**${path}`)
    await page.locator('.text-paper').waitFor()
  })

  it('whose raised level lapses closes the letter, stays, and says why', async () => {
    const content = new TextEncoder().encode('Bare for to steg')
    await mailbox.send('Statens prøveetat', {
      primaryDocument: { subject: 'Låst brev', fileType: 'txt', content, authenticationLevel: 'TWO_FACTOR' },
    })
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann', /vanlig/i)
    await openLetter(page, 'Låst brev')
    await page.getByRole('link', { name: 'Logg inn på nytt' }).click()
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await page.getByText('Bare for to steg').waitFor()
    await mailbox.server.db
      .updateTable('session')
      .set({ level_ends_at: new Date(Date.now() + 1500) })
      .where('level', '=', 'TWO_FACTOR')
      .where('base_level', '=', 'PASSWORD')
      .execute()
    await comeBack(page)
    await page.getByText('Den sterkere innloggingen gikk ut.', { exact: false }).first().waitFor()
    await heard(page, 'status', /^Den sterkere innloggingen gikk ut\./)
    await page.locator('.ask-card').waitFor()
    assert.ok(!(await page.content()).includes('Bare for to steg'))
    await page.getByRole('button', { name: 'Konto: Kari Nordmann' }).waitFor()
  })

  it('that ends takes the letter off the screen and leads back to it', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Brev fra banken')
    await page.locator('.text-paper').waitFor()
    const path = new URL(page.url()).pathname
    await mailbox.server.db.deleteFrom('session').execute()
    await comeBack(page)
    await page.getByText('Du er logget ut for å beskytte posten din.').waitFor()
    assert.equal(new URL(page.url()).pathname, '/signed-out')
    assert.ok(!(await page.content()).includes('Brev fra banken'))
    await page.getByRole('link', { name: 'Logg inn', exact: true }).click()
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await page.waitForURL(`**${path}`)
    await page.locator('.text-paper').waitFor()
  })
})

describe('the language', () => {
  it('is the browser’s at first, changes without a reload and is remembered', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url, { locale: 'nn-NO' })
    const { page, context } = visited
    await context.clearCookies()
    await page.goto('/sign-in')
    await page.getByText('Dette er ei sandkasse. Vel kven du vil vere.').waitFor()
    await page.locator('html[lang="nn"]').waitFor()
    await page.evaluate(() => Object.assign(window, { stillHere: true }))
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in to Brevdue' }).waitFor()
    await page.locator('html[lang="en"]').waitFor()
    assert.equal(await page.evaluate(() => 'stillHere' in window), true)
    await signIn(page, 'Kari Nordmann')
    await page.goto('/settings')
    await page.getByRole('radio', { name: 'Nynorsk' }).click()
    await page.getByRole('heading', { level: 1, name: 'Innstillingar' }).waitFor()
    const answer = await page.goto('/inbox')
    assert.match((await answer?.text()) ?? '', /<html lang="nn"/)
    await page.getByRole('heading', { level: 1, name: 'Innboks' }).waitFor()
  })
})

describe('settings', () => {
  it('take effect at once and last', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.goto('/settings')
    const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize)
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const [smallest, light] = [await size(), await ground()]
    await page.getByRole('radio', { name: 'Størst' }).check()
    await page.getByRole('radio', { name: 'Mørkt' }).check()
    await heard(page, 'status', /^Innstillingen er lagret i denne nettleseren\.$/)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.ok(Number.parseFloat(await size()) > Number.parseFloat(smallest))
    assert.notEqual(await ground(), light)
  })

  it('are all that this browser keeps', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Brev fra banken')
    await page.locator('.text-paper').waitFor()
    const kept = await page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).length,
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
    assert.deepEqual(kept, { local: [], session: [], databases: 0, caches: [], workers: 0 })
  })
})

describe('an address that leads nowhere', () => {
  it('is said to, with the way to the letters', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const answer = await visited.page.goto('/archive/nothing/here/at/all')
    assert.equal(answer?.status(), 404)
    await visited.page.getByRole('heading', { level: 1 }).waitFor()
    assert.deepEqual(visited.faults, [])
  })
})

/** Moves the page's clock to that long before the end of the session as the server has it. */
async function moveToEnd(page: Page, before: number): Promise<void> {
  const left = await page.evaluate(async () => {
    const session = (await (await fetch('/api/session')).json()) as { endsAt: string }
    return Date.parse(session.endsAt) - Date.now()
  })
  await page.clock.fastForward(left - before)
}

/** A session near its end for good. */
async function answerLastMinutes(page: Page): Promise<void> {
  let endsAt: string | undefined
  await page.route('**/api/session', async (route) => {
    const answer = await route.fetch()
    // from the first answer on: how long the page takes to ask does not count
    endsAt ??= new Date(Date.now() + minutes(2.5)).toISOString()
    const session = (await answer.json()) as Session
    await route.fulfill({ response: answer, json: { ...session, endsAt, endsForGoodAt: endsAt } })
  })
}

/** The server's clock has not moved: its next session ends that much later than the page's clock. */
async function answerLater(page: Page): Promise<void> {
  const now = await page.evaluate(() => Date.now())
  await page.route('**/api/session**', async (route) => {
    const answer = await route.fetch()
    const session = (await answer.json()) as { endsAt: string }
    const endsAt = new Date(now + minutes(30)).toISOString()
    await route.fulfill({ response: answer, json: { ...session, endsAt } })
  })
}
