import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { LetterPage, Session } from '@brevdue/server/mailbox-contract'
import type { Page, Route } from 'playwright-core'
import { focusIsOn, subjects } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { comeBack, goOffline, goOnline } from './support/network.ts'
import { heard, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')
const secret = { sender: 'Vestmark sykehus', subject: 'Innkalling til samtale' }

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (const subject of ['Brev i arkivet', 'Brev i papirkurven', 'Brev i innboksen']) {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })
  }
  const hidden = { authenticationLevel: 'TWO_FACTOR', sensitivityLevel: 'SENSITIVE' } as const
  await mailbox.send(secret.sender, {
    primaryDocument: { subject: secret.subject, fileType: 'txt', content, ...hidden },
  })
  const { db } = mailbox.server
  const [archived, binned] = await db.selectFrom('letter').select('id').orderBy('visible_at').execute()
  const inBin = { place: 'bin', binned_at: new Date(), binned_from: 'inbox' }
  await db
    .updateTable('letter')
    .set({ place: 'archive' })
    .where('id', '=', archived?.id ?? '')
    .execute()
  await db
    .updateTable('letter')
    .set(inBin)
    .where('id', '=', binned?.id ?? '')
    .execute()
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox(options: VisitOptions = {}) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

const go = (page: Page, place: string) => page.getByRole('navigation').getByRole('link', { name: place }).click()

const otherPlaces = [
  { name: 'Arkiv', path: '/archive', letter: 'Brev i arkivet' },
  { name: 'Papirkurv', path: '/bin', letter: 'Brev i papirkurven' },
]

for (const { name, path, letter } of otherPlaces) {
  describe(`the list at ${path}`, () => {
    it('while it loads shows no rows of another place: nothing, then rows to be, then words', async () => {
      await using visited = await visit(mailbox.browser, mailbox.server.url)
      const { page } = visited
      await page.clock.install()
      await signIn(page, 'Kari Nordmann')
      await page.locator('.row').first().waitFor()
      const held = Promise.withResolvers<void>()
      await page.route('**/api/letters?*', async (route) => {
        await held.promise
        await route.continue()
      })
      // from here on a second is over when the test says so, however slow the machine is
      await page.clock.pauseAt(Date.now() + 30_000)
      await go(page, name)
      await page.locator('.list-pane [aria-busy="true"]').waitFor({ state: 'attached' })
      assert.equal(await page.locator('.row, .row-skeleton, .list-empty').count(), 0)
      await page.clock.runFor(1100)
      await page.locator('.row-skeleton').nth(5).waitFor()
      assert.equal(await page.locator('.row-skeleton').count(), 6)
      await page.clock.runFor(1100)
      await page.clock.resume()
      await heard(page, 'status', /^Henter brevene$/)
      held.resolve()
      await page.locator('.row', { hasText: letter }).waitFor()
      assert.equal(await page.locator('.row-skeleton').count(), 0)
    })

    it('says whose fault it is when it cannot be had, and tries again when asked to', async () => {
      await using visited = await inbox()
      const { page } = visited
      await page.route('**/api/letters?*', (route) => route.fulfill({ status: 500 }))
      await go(page, name)
      await page.locator('.list-failure').getByText('Vi får ikke hentet brevene dine akkurat nå.').waitFor()
      await heard(page, 'alert', /^Vi får ikke hentet/)
      assert.equal(await page.locator('.row, .list-empty').count(), 0)
      await page.unroute('**/api/letters?*')
      await page.getByRole('button', { name: 'Prøv igjen' }).click()
      await page.locator('.row', { hasText: letter }).waitFor()
    })

    it('without a network says so under the header, keeps what was had before, and comes by itself afterwards', async () => {
      await using visited = await inbox()
      const { page } = visited
      await goOffline(visited)
      await go(page, name)
      await page.locator('.offline-notice').getByText('Du er uten nett.').waitFor()
      assert.equal(await page.locator('.row, .list-empty').count(), 0)
      await go(page, 'Innboks')
      await page.locator('.row', { hasText: 'Brev i innboksen' }).waitFor()
      await go(page, name)
      await goOnline(visited)
      await page.locator('.row', { hasText: letter }).waitFor()
      await page.locator('.offline-notice').waitFor({ state: 'detached' })
    })

    it('has a filter for unread letters, with words of its own when there are none', async () => {
      await using visited = await inbox()
      const { page } = visited
      await page.route('**/api/letters?*', answerNone)
      await page.goto(`${path}?unread=1`)
      await page.getByText('Du har lest alt. Ingen uleste brev.').waitFor()
      await page.getByRole('radio', { name: 'Uleste', checked: true }).waitFor()
    })

    it('offers what has come to it since by a button, which gives the focus to the first of them', async () => {
      await using visited = await inbox()
      const { page } = visited
      await page.route('**/api/letters?*', answerOther)
      await go(page, name)
      await page.locator('.row', { hasText: 'Et annet brev' }).waitFor()
      await page.unroute('**/api/letters?*')
      await page.route('**/api/letters?*', async (route) => {
        const answer = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } })
        const body = (await answer.json()) as LetterPage
        await route.fulfill({ json: { ...body, letters: [...body.letters, otherRow] } })
      })
      await comeBack(page)
      const offer = page.getByRole('button', { name: '1 nytt brev – vis' })
      await offer.waitFor()
      await heard(page, 'status', /^1 nytt brev$/)
      assert.deepEqual(await subjects(page), ['Et annet brev'])
      await offer.focus()
      await page.keyboard.press('Enter')
      await focusIsOn(page, letter)
    })
  })
}

describe('when a raised level lapses', () => {
  it('what was seen with it leaves the page before anybody has answered', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    let levelEndsAt: string | null = null
    await page.route('**/api/session', async (route) => {
      const answer = await route.fetch()
      const session = (await answer.json()) as Session
      await route.fulfill({ response: answer, json: { ...session, levelEndsAt } })
    })
    await signIn(page, 'Kari Nordmann', /to steg/)
    await page.locator('.row-link', { hasText: secret.subject }).click()
    await page.locator('.text-paper').waitFor()
    levelEndsAt = new Date(Date.now() + 3000).toISOString()
    await page.reload()
    await page.locator('.text-paper').waitFor()
    await page.locator('.row', { hasText: secret.sender }).waitFor()
    const held = Promise.withResolvers<void>()
    const hold = async (route: Route) => {
      await held.promise
      await route.continue()
    }
    await page.route('**/api/letters/**', hold)
    await page.route('**/api/letters?*', hold)
    levelEndsAt = null
    await page.locator('.row').first().waitFor({ state: 'detached' })
    // the tab's name is part of it; list and letter are taken away one after the other
    await page.waitForFunction(({ sender, subject }) => {
      const html = document.documentElement.outerHTML
      return !html.includes(sender) && !html.includes(subject)
    }, secret)
    held.resolve()
    await page.locator('.row', { hasText: 'Brev i innboksen' }).waitFor()
  })
})

describe('a letter that goes from the list while its row has the focus', () => {
  it('leaves the focus to the row that stands in its place', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.locator('.row-link').first().focus()
    const gone = await page.locator('.row-link').first().getAttribute('data-letter')
    await page.route('**/api/letters?*', async (route) => {
      const answer = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } })
      const body = (await answer.json()) as LetterPage
      await route.fulfill({ json: { ...body, letters: body.letters.filter(({ id }) => id !== gone) } })
    })
    await comeBack(page)
    await focusIsOn(page, 'Brev i innboksen')
  })
})

describe('an act that meets the end of the session', () => {
  it('brings no letter back to a page that has forgotten them', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.route('**/api/letters/move', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"SIGNED_OUT"}' }),
    )
    await page.locator('.row-link', { hasText: 'Brev i innboksen' }).focus()
    await page.keyboard.press('Delete')
    await page.waitForURL('**/signed-out')
    await page.unroute('**/api/letters/move')
    const held = Promise.withResolvers<void>()
    await page.route('**/api/letters?*', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.getByRole('link', { name: 'Logg inn', exact: true }).click()
    await page.getByRole('radio', { name: 'Kari Nordmann' }).check()
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await page.waitForURL('**/inbox')
    await page.locator('.list-pane [aria-busy="true"]').waitFor({ state: 'attached' })
    assert.equal(await page.locator('.row').count(), 0)
    held.resolve()
  })
})

describe('pulling down', () => {
  it('asks for news, on a touch screen, at the top of the list only', async () => {
    await using visited = await inbox({ viewport: phone, hasTouch: true })
    const { page } = visited
    const touch = (type: string, y: number) =>
      page
        .locator('.row-link')
        .first()
        .evaluate(
          (row, at) => {
            const point = new Touch({ identifier: 1, target: row, clientX: 50, clientY: at.y })
            const touches = at.type === 'touchend' ? [] : [point]
            row.dispatchEvent(new TouchEvent(at.type, { bubbles: true, touches, changedTouches: [point] }))
          },
          { type, y },
        )
    await touch('touchstart', 200)
    await touch('touchmove', 230)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    assert.equal(await page.locator('.pull-note').count(), 0, 'a little is not enough')
    await touch('touchmove', 320)
    await page.getByText('Slipp for å se etter nye brev').waitFor()
    const asked = page.waitForRequest('**/api/letters?*')
    await touch('touchend', 320)
    await asked
    await heard(page, 'status', /^Listen er oppdatert\.$/)
    await page.locator('.pull-note').waitFor({ state: 'detached' })
  })
})

const otherRow = {
  id: 'other',
  sender: 'Solbakken barnehage',
  subject: 'Et annet brev',
  receivedAt: '2020-01-01T08:00:00Z',
  ...{ unread: false, lock: null, attachments: 0, kind: null, action: null, dueAt: null, amount: null },
  asksReceipt: false,
  checking: false,
}
const counts = { nextCursor: null, unread: 0, inboxUnread: 0, binDays: 30 }
const answerNone = (route: Route) => route.fulfill({ json: { letters: [], ...counts } })
const answerOther = (route: Route) => route.fulfill({ json: { letters: [otherRow], ...counts } })
