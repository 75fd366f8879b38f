import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { MoveRequest } from '@brevdue/server/mailbox-contract'
import { documentsWithSubject } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { focusIsOn, subjects } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { goOffline, goOnline } from './support/network.ts'
import { heard, openLetter, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')
const all = ['Brev D', 'Brev C', 'Brev B', 'Brev A']

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (const subject of all.toReversed()) {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })
  }
})
after(() => mailbox[Symbol.asyncDispose]())
beforeEach(async () => {
  const inInbox = { place: 'inbox', binned_at: null, binned_from: null, read_at: null }
  await mailbox.server.db.updateTable('letter').set(inInbox).execute()
})

async function inbox(options: VisitOptions = {}) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

async function binRow(page: Page, subject: string): Promise<void> {
  await page.locator('.row-link', { hasText: subject }).focus()
  await page.keyboard.press('Delete')
}

async function placesOnServer(): Promise<Record<string, string>> {
  const letters = await mailbox.server.db.selectFrom('letter').select(['id', 'place']).execute()
  const placeOf = new Map(letters.map(({ id, place }) => [id, place]))
  const found = await Promise.all(
    all.map(async (subject) => {
      const documents = await documentsWithSubject(mailbox.server, subject)
      return documents.map(({ letterId }): [string, string] => [subject, placeOf.get(letterId) ?? ''])
    }),
  )
  return Object.fromEntries(found.flat())
}

/**
 * Waits until the server has the letters there, and the others in the inbox: it hears of an act after the page has shown
 * it, and what is still on its way when a test ends would meet the letters of the next one.
 */
async function serverHas(elsewhere: Record<string, string> = {}): Promise<void> {
  const wanted = { ...Object.fromEntries(all.map((subject) => [subject, 'inbox'])), ...elsewhere }
  const deadline = Date.now() + 30_000
  for (;;) {
    const now = await placesOnServer()
    if (isDeepStrictEqual(now, wanted)) return
    if (Date.now() > deadline) assert.deepEqual(now, wanted)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const bar = '.list-pane .act-bar'

describe('an act', () => {
  it('is done at once, before the server has answered, and the focus goes on to the next row', async () => {
    await using visited = await inbox()
    const { page } = visited
    const held = Promise.withResolvers<void>()
    await page.route('**/api/letters/move', async (route) => {
      await held.promise
      await route.continue()
    })
    await binRow(page, 'Brev C')
    await page.locator(bar).getByText('Brevet ligger i papirkurven i 30 dager.').waitFor()
    assert.deepEqual(await subjects(page), ['Brev D', 'Brev B', 'Brev A'])
    await focusIsOn(page, 'Brev B')
    held.resolve()
    await serverHas({ 'Brev C': 'bin' })
  })

  it('on the last row goes on to the row above, and on the only one to the heading', async () => {
    await using visited = await inbox()
    const { page } = visited
    await binRow(page, 'Brev A')
    await focusIsOn(page, 'Brev B')
    for (const next of ['Brev C', 'Brev D', 'Innboks']) {
      await page.keyboard.press('Delete')
      await focusIsOn(page, next)
    }
    await page.getByText('Du har ingen brev her ennå.').waitFor()
    await page.locator('.list-pane').getByRole('button', { name: 'Angre' }).click()
    await focusIsOn(page, 'Brev D')
    await serverHas({ 'Brev A': 'bin', 'Brev B': 'bin', 'Brev C': 'bin' })
  })

  it('is told in the list with a real button that brings the letter back, and the focus with it', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    await binRow(page, 'Brev C')
    await heard(page, 'status', /^Brevet ligger i papirkurven i 30 dager\.$/)
    await page.keyboard.press('Shift+Tab')
    await focusIsOn(page, 'Angre')
    await serverHas({ 'Brev C': 'bin' })
    await page.keyboard.press('Enter')
    await focusIsOn(page, 'Brev C')
    assert.deepEqual(await subjects(page), all)
    await heard(page, 'status', /^Angret\. Brevet er tilbake i innboksen\.$/)
    assert.equal(await page.locator(bar).getByRole('button').count(), 0, 'there is one level only')
    await serverHas()
    assert.deepEqual(faults, [])
  })

  it('is undone by Ctrl+Z too, one level, also before the server has heard of it', async () => {
    await using visited = await inbox()
    const { page } = visited
    const held = Promise.withResolvers<void>()
    const asked: string[] = []
    await page.route('**/api/letters/move', async (route) => {
      asked.push((route.request().postDataJSON() as MoveRequest).moves[0]?.to ?? '')
      await held.promise
      await route.continue()
    })
    await binRow(page, 'Brev B')
    await page.keyboard.press('Control+z')
    await focusIsOn(page, 'Brev B')
    assert.deepEqual(await subjects(page), all)
    await page.keyboard.press('Control+z')
    const last = page.waitForResponse((response) => response.url().includes('/api/letters?'))
    held.resolve()
    await last
    assert.deepEqual(asked, ['bin', 'inbox'])
    assert.deepEqual(await subjects(page), all)
    await serverHas()
  })

  it('is undone for good, also when the list was asked for before that and answers after it', async () => {
    await using visited = await inbox()
    const { page } = visited
    const asked = Promise.withResolvers<void>()
    const undone = Promise.withResolvers<void>()
    let questions = 0
    await page.route('**/api/letters?*', async (route) => {
      const response = await route.fetch()
      if (++questions === 1) {
        asked.resolve()
        await undone.promise
      }
      await route.fulfill({ response })
    })
    const question = page.waitForRequest('**/api/letters?*')
    await binRow(page, 'Brev C')
    await question
    await asked.promise
    const late = page.waitForResponse('**/api/letters?*')
    await page.keyboard.press('Control+z')
    await focusIsOn(page, 'Brev C')
    undone.resolve()
    await late
    await heard(page, 'status', /^Angret\. Brevet er tilbake i innboksen\.$/)
    assert.deepEqual(await subjects(page), all)
    assert.equal(await page.locator('.fresh-letters').count(), 0)
    await focusIsOn(page, 'Brev C')
  })

  it('can be undone an hour later, and no longer once another page was shown', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    // the session would end before
    await page.route('**/api/session**', async (route) => {
      const answer = await route.fetch()
      const session = (await answer.json()) as object
      await route.fulfill({
        response: answer,
        json: { ...session, endsAt: '2099-01-01T00:00:00Z', endsForGoodAt: '2099-01-01T00:00:00Z' },
      })
    })
    await page.reload()
    await binRow(page, 'Brev C')
    await page.locator(bar).getByRole('button', { name: 'Angre' }).waitFor()
    await page.clock.runFor(60 * 60_000)
    assert.equal(await page.locator(bar).getByRole('button', { name: 'Angre' }).count(), 1)
    await page.getByText('Uleste', { exact: true }).click()
    await page.locator(bar).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    assert.ok(!(await subjects(page)).includes('Brev C'))
    await serverHas({ 'Brev C': 'bin' })
  })

  it('done in the letter leads back to the list, where it can be undone, on a phone too', async () => {
    await using visited = await inbox({ viewport: phone })
    const { page } = visited
    await openLetter(page, 'Brev C')
    await page.locator('.text-paper').waitFor()
    await page.keyboard.press('Delete')
    await page.waitForURL('**/inbox')
    await page.locator(bar).getByText('Brevet ligger i papirkurven i 30 dager.').waitFor()
    await focusIsOn(page, 'Brev B')
    await page.locator(bar).getByRole('button', { name: 'Angre' }).click()
    await focusIsOn(page, 'Brev C')
    assert.equal(new URL(page.url()).pathname, '/inbox', 'nothing is opened by itself')
    await serverHas()
  })
})

describe('an act that the server does not take', () => {
  it('is taken back, with words', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.route('**/api/letters/move', (route) => route.fulfill({ status: 500 }))
    await binRow(page, 'Brev C')
    await page.locator(bar).getByText('Brevet ligger der det lå.').waitFor()
    await heard(page, 'alert', /^Vi fikk ikke gjort det akkurat nå\. Brevet ligger der det lå\./)
    assert.deepEqual(await subjects(page), all)
    await page.locator('.rail .place-count', { hasText: /^44 uleste$/ }).waitFor()
    await page.unroute('**/api/letters/move')
    await binRow(page, 'Brev C')
    await page.locator(bar).getByRole('button', { name: 'Angre' }).waitFor()
    assert.deepEqual(await subjects(page), ['Brev D', 'Brev B', 'Brev A'])
    await serverHas({ 'Brev C': 'bin' })
  })

  it('because there is no network, is taken back and answered with M09', async () => {
    await using visited = await inbox()
    const { page } = visited
    await goOffline(visited)
    await binRow(page, 'Brev C')
    await page.locator('.offline-notice').getByText('Du er uten nett.').waitFor()
    await page.locator(bar).getByText('Brevet ligger der det lå.').waitFor()
    await heard(page, 'alert', /^Du er uten nett\. .* Brevet ligger der det lå\.$/)
    assert.deepEqual(await subjects(page), all)
    await goOnline(visited)
    await page.locator('.offline-notice').waitFor({ state: 'detached' })
    await serverHas()
  })
})

describe('what is told', () => {
  it('leaves the live regions after a while, so that nobody meets old news', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    await binRow(page, 'Brev C')
    await page.clock.runFor(100)
    await heard(page, 'status', /^Brevet ligger i papirkurven/)
    await page.clock.runFor(11_000)
    assert.equal(await page.locator('#live-status').textContent(), '')
    await page.locator(bar).getByText('Brevet ligger i papirkurven').waitFor()
    await serverHas({ 'Brev C': 'bin' })
  })
})
