import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { LetterPage } from '@brevdue/server/mailbox-contract'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { serveManyLetters } from './support/many-letters.ts'
import { comeBack, goOffline, goOnline } from './support/network.ts'
import { enter, heard, openLetter, phone, signIn, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')
const send = (subject: string) =>
  mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (let number = 1; number <= 60; number++) await send(`Brev ${number}`)
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox(options = {}) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

describe('a long list', () => {
  it('comes fifty letters at a time, the next ones before they are needed or when asked for', async () => {
    await using visited = await inbox()
    const { page } = visited
    assert.equal(await page.locator('.row').count(), 50)
    await page.locator('.list-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight))
    await page.locator('.row', { hasText: /Brev 1$/ }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 60)
    assert.equal(await page.getByRole('button', { name: 'Vis flere' }).count(), 0)
  })

  it('waits while the button for more has the focus, stays at the button, and after the last page goes on to a row', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    const { asked } = await serveManyLetters(page, 150)
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    await page.locator('.row-link').first().focus()
    await page.keyboard.press('Tab')
    await focusIsOn(page, 'Vis flere')
    // two frames: the watcher of the list's end has been heard
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    assert.equal(asked(), 1)
    await page.keyboard.press('Enter')
    await heard(page, 'status', /^50 brev til$/)
    await focusIsOn(page, 'Vis flere')
    // rows that come into view may turn out higher than they were thought to be
    await page.waitForFunction(
      () => (document.activeElement?.getBoundingClientRect().bottom ?? Infinity) <= innerHeight,
    )
    assert.equal(asked(), 2)
    await page.keyboard.press('Enter')
    await focusIsOn(page, 'Brev nummer 101')
  })

  it('on a phone does not fetch the whole mailbox either', async () => {
    await using visited = await inbox({ viewport: phone })
    const { page } = visited
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    // two frames: the watcher of the list's end has been heard
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    const again = page.waitForResponse('**/api/letters?*')
    await comeBack(page)
    await again
    assert.deepEqual(
      asked.filter((url) => url.includes('cursor=')),
      [],
    )
    assert.equal(await page.locator('.row').count(), 50)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 60)
  })

  it('on a phone is where it was left when one comes back from a letter', async () => {
    await using visited = await inbox({ viewport: phone })
    const { page } = visited
    const row = page.locator('.row-link', { hasText: /Brev 31$/ })
    await row.scrollIntoViewIfNeeded()
    const before = await page.evaluate(() => window.scrollY)
    assert.ok(before > 500)
    await row.click()
    await page.locator('.text-paper').waitFor()
    await page.waitForFunction(() => window.scrollY === 0)
    await page.getByRole('link', { name: 'Innboks' }).click()
    await page.locator('.rows').waitFor()
    await page.waitForFunction((wanted) => Math.abs(window.scrollY - wanted) < 100, before)
    await focusIsOn(page, 'Brev 31')
  })
})

describe('new letters', () => {
  it('are offered by a button and never push the others down', async () => {
    await using visited = await inbox()
    const { page } = visited
    const first = await page.locator('.row').first().textContent()
    await send('Helt nytt')
    await send('Enda nyere')
    await comeBack(page)
    const offer = page.getByRole('button', { name: '2 nye brev – vis' })
    await offer.waitFor()
    assert.equal(await page.locator('.row').first().textContent(), first)
    await offer.click()
    await page.locator('.row').first().getByText('Enda nyere').waitFor()
    assert.equal(await offer.count(), 0)
  })

  it('are asked for with the last answer’s tag, so that nothing is sent when nothing has changed', async () => {
    await using visited = await inbox()
    const again = visited.page.waitForResponse('**/api/letters?*')
    await comeBack(visited.page)
    assert.equal((await again).status(), 304)
  })

  it('are looked for each minute while the page is in view', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    const again = page.waitForRequest('**/api/letters?*')
    await page.clock.fastForward(61_000)
    await again
  })
})

describe('without an answer', () => {
  it('the list says whose fault it is and lets one try again', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.route('**/api/letters?*', (route) => route.fulfill({ status: 500 }))
    await signIn(page, 'Kari Nordmann')
    await page.locator('.list-failure').getByText('Vi får ikke hentet brevene dine akkurat nå.').waitFor()
    await heard(page, 'alert', /^Vi får ikke hentet/)
    await page.unroute('**/api/letters?*')
    await page.getByRole('button', { name: 'Prøv igjen' }).click()
    await page.locator('.row').first().waitFor()
    assert.equal(await page.locator('.list-failure').count(), 0)
  })

  it('a letter can be tried again or downloaded', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.route('**/link', (route) => route.fulfill({ status: 500 }))
    await openLetter(page, 'Brev 55')
    await page.locator('.paper').getByText('Vi får ikke åpnet brevet. Feilen er hos oss').waitFor()
    assert.equal(await page.locator('.row[data-selected="true"]').getAttribute('data-unread'), 'true')
    await page.unroute('**/link')
    await page.getByRole('button', { name: 'Prøv igjen' }).click()
    await page.locator('.text-paper').waitFor()
  })

  it('from the network, what was fetched stays, and it says when it is back', async () => {
    await using visited = await inbox()
    const { page } = visited
    await goOffline(visited)
    await comeBack(page)
    await page.locator('.offline-notice').getByText('Du er uten nett.').waitFor()
    assert.equal(await page.locator('.row').count(), 50)
    await page.locator('.row-link').first().click()
    await page.locator('.letter').getByText('Du er uten nett.').first().waitFor()
    await goOnline(visited)
    await comeBack(page)
    await page.locator('.offline-notice').waitFor({ state: 'detached' })
    await heard(page, 'status', /^Du er på nett igjen\. Innboksen er oppdatert\.$/)
  })
})

describe('slow answers', () => {
  it('show rows to be after a second and words for screen readers after two', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    const held = Promise.withResolvers<void>()
    await page.route('**/api/letters?*', async (route) => {
      await held.promise
      await route.continue()
    })
    await enter(page, 'Kari Nordmann')
    // nothing is asked for there, and nothing is said
    await page.goto('/help')
    await page.getByRole('heading', { level: 1, name: 'Hjelp' }).waitFor()
    // from here on a second is over when the test says so, however slow the machine is
    await page.clock.pauseAt(Date.now() + 60_000)
    await page.getByRole('navigation').getByRole('link', { name: 'Innboks' }).click()
    await page.locator('.list-pane [aria-busy="true"]').waitFor({ state: 'attached' })
    assert.equal(await page.locator('.row-skeleton').count(), 0)
    await page.clock.runFor(1100)
    await page.locator('.row-skeleton').nth(5).waitFor()
    assert.equal(await page.locator('.row-skeleton').count(), 6)
    assert.equal(await page.locator('#live-status').innerText(), '')
    await page.clock.runFor(1000)
    await page.clock.resume()
    await heard(page, 'status', /^Henter brevene$/)
    held.resolve()
    await page.locator('.row').first().waitFor()
  })
})

describe('a row', () => {
  it('is drawn again only when it has changed: opening a letter leaves the others alone', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.evaluate(() => {
      const seen = new Set<Node>()
      Object.assign(window, { seen })
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const row = (target as Element).closest?.('.row')
          if (row) seen.add(row)
        }
      }).observe(document.querySelector('.rows') as Element, { subtree: true, childList: true, attributes: true })
    })
    await openLetter(page, 'Brev 52')
    await page.locator('.text-paper').waitFor()
    await page.locator('.row[data-selected="true"][data-unread="false"]').waitFor()
    const changed = await page.evaluate(() => (window as unknown as { seen: Set<Node> }).seen.size)
    assert.ok(changed <= 2, `${changed} rows changed`)
  })

  it('that is gone from the mailbox goes from the list', async () => {
    await using visited = await inbox()
    const { page } = visited
    const gone = await page.locator('.row-link').nth(2).getAttribute('data-letter')
    await page.route('**/api/letters?*', async (route) => {
      const answer = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } })
      const body = (await answer.json()) as LetterPage
      await route.fulfill({
        response: answer,
        json: { ...body, letters: body.letters.filter(({ id }) => id !== gone) },
      })
    })
    await comeBack(page)
    await page.locator(`[data-letter="${gone}"]`).waitFor({ state: 'detached' })
    assert.equal(await page.locator('.row').count(), 49)
  })
})
