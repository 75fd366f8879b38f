import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { MoveRequest } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'
import { focusIsOn, subjects } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { serveManyLetters } from './support/many-letters.ts'
import { heard, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')
const secret = { sender: 'Vestmark sykehus', subject: 'Innkalling til samtale' }

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (const subject of ['Brev A', 'Brev B']) {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })
  }
  const hidden = { authenticationLevel: 'TWO_FACTOR', sensitivityLevel: 'SENSITIVE' } as const
  await mailbox.send(secret.sender, {
    primaryDocument: { subject: secret.subject, fileType: 'txt', content, ...hidden },
  })
  for (const subject of ['Brev D', 'Brev E']) {
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

/** The page moves letters at once; what is still under way when a test ends would reach into the next one. */
const theServerHasMoved = (page: Page) => page.waitForResponse('**/api/letters/move')

const checked = (page: Page) => page.locator('.row[data-checked="true"] .row-subject').allTextContents()

describe('selecting by keyboard', () => {
  it('begins with Space, goes on with Shift, says how many, and ends with Esc at the row one was at', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    await page.locator('.row-link').first().focus()
    await page.keyboard.press('Space')
    assert.deepEqual(await checked(page), ['Brev E'])
    assert.equal(await page.getByText('Uleste', { exact: true }).count(), 0, 'the filter gives way to the action bar')
    await heard(page, 'status', /^1 brev valgt$/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+Space')
    assert.deepEqual(await checked(page), ['Brev E', 'Brev D', 'Skjermet brev'])
    await page.keyboard.press('Shift+ArrowDown')
    assert.equal((await checked(page)).length, 4)
    await heard(page, 'status', /^4 brev valgt$/)
    await page.keyboard.press('Space')
    assert.equal((await checked(page)).length, 3)
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('.row-check').count(), 0)
    await focusIsOn(page, 'Brev B')
    await page.getByText('Uleste', { exact: true }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/inbox', 'nothing was opened')
    assert.deepEqual(faults, [])
  })

  it('goes on at the box for all when the button that began it gives way', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.getByRole('button', { name: 'Velg', exact: true }).press('Enter')
    await page.locator('.bulk-all').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.closest('.bulk-all')?.textContent), 'Velg alle')
    await page.keyboard.press('Space')
    assert.equal((await checked(page)).length, 5)
  })

  it('says the number once when it changes quickly', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    // from here on no time passes between the keys, however slow the machine is
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 30_000)
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const region = document.getElementById('live-status') as HTMLElement
      new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true })
    })
    await page.locator('.row-link').first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.clock.runFor(700)
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
    assert.deepEqual(
      said.filter((text) => text !== ''),
      ['3 brev valgt'],
    )
  })

  it('acts on all that is selected; a hidden letter goes unseen', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.locator('.row-link', { hasText: 'Brev D' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    const moved = theServerHasMoved(page)
    await page.keyboard.press('Delete')
    await heard(page, 'status', /^2 brev ligger i papirkurven i 30 dager\.$/)
    await focusIsOn(page, 'Brev B')
    assert.deepEqual(await subjects(page), ['Brev E', 'Brev B', 'Brev A'])
    assert.equal(await page.locator('.bulk-bar').count(), 0)
    await moved
    await page.getByRole('navigation').getByRole('link', { name: 'Papirkurv' }).click()
    await page.locator('.row', { hasText: 'Skjermet brev' }).waitFor()
    const html = await page.content()
    assert.ok(!html.includes(secret.sender) && !html.includes(secret.subject))
  })
})

describe('with a selection, in the letter that is open', () => {
  it('keys act on that letter alone, and Esc leads back to the list with the selection as it was', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.locator('.row-link', { hasText: 'Brev E' }).focus()
    await page.keyboard.press('Space')
    await page.locator('.row-link', { hasText: 'Brev A' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.text-paper').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL('**/inbox')
    assert.deepEqual(await checked(page), ['Brev E'])
    await page.keyboard.press('Enter')
    await page.locator('.text-paper').waitFor()
    const moved = theServerHasMoved(page)
    await page.keyboard.press('Delete')
    await page.locator('.act-bar').getByText('Brevet ligger i papirkurven i 30 dager.').waitFor()
    assert.deepEqual(await subjects(page), ['Brev E', 'Brev D', 'Skjermet brev', 'Brev B'])
    await moved
  })
})

describe('selecting with mouse or finger', () => {
  it('has a target of its own beside each row, and one for all that are loaded', async () => {
    await using visited = await inbox({ viewport: phone })
    const { page } = visited
    await page.getByRole('button', { name: 'Velg', exact: true }).click()
    const target = page.locator('.row-check').first()
    const box = await target.boundingBox()
    assert.ok(box !== null && box.width >= 24 && box.height >= 24)
    await page.locator('.row-check').nth(1).click()
    await page
      .locator('.row-check')
      .nth(3)
      .click({ modifiers: ['Shift'] })
    assert.deepEqual(await checked(page), ['Brev D', 'Skjermet brev', 'Brev B'])
    assert.equal(await page.getByRole('checkbox', { name: 'Velg Skjult avsender: Skjermet brev' }).isChecked(), true)
    await page.getByRole('checkbox', { name: 'Velg alle' }).check()
    assert.equal((await checked(page)).length, 5)
    await page.getByRole('button', { name: 'Merk som lest' }).click()
    await heard(page, 'status', /^5 brev er merket som lest\.$/)
    await page.locator('.row[data-unread="true"]').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Velg', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Velg alle' }).check()
    const archived = theServerHasMoved(page)
    await page.getByRole('button', { name: 'Arkiver' }).click()
    await page.locator('.act-bar').getByText('5 brev er arkivert.').waitFor()
    await archived
    const undone = theServerHasMoved(page)
    await page.locator('.act-bar').getByRole('button', { name: 'Angre' }).click()
    await page.locator('.row').nth(4).waitFor()
    assert.deepEqual(await subjects(page), ['Brev E', 'Brev D', 'Skjermet brev', 'Brev B', 'Brev A'])
    await undone
  })

  it('restores letters from the bin to where each of them lay', async () => {
    await using visited = await inbox()
    const { page } = visited
    const letters = await mailbox.server.db.selectFrom('letter').select('id').orderBy('visible_at').execute()
    for (const [at, { id }] of letters.entries()) {
      const from = at === 0 ? 'archive' : 'inbox'
      const inBin = { place: 'bin', binned_at: new Date(), binned_from: from }
      await mailbox.server.db.updateTable('letter').set(inBin).where('id', '=', id).execute()
    }
    await page.goto('/bin')
    await page.getByRole('button', { name: 'Velg', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Velg alle' }).check()
    const moved = theServerHasMoved(page)
    await page.getByRole('button', { name: 'Gjenopprett' }).click()
    await heard(page, 'status', /^5 brev er tilbake der de lå\.$/)
    await moved
    await page.goto('/archive')
    await page.locator('.row').waitFor()
    assert.deepEqual(await subjects(page), ['Brev A'])
  })
})

describe('more letters than one request takes', () => {
  const count = 1200

  async function manySelected() {
    const visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await serveManyLetters(page, count)
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    const pane = page.locator('.list-pane')
    // while a page of letters is on its way the button may have another name
    while ((await page.locator('.list-more').count()) > 0) {
      await pane.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    }
    await page.getByRole('button', { name: 'Velg', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Velg alle' }).check()
    await page.getByText(/^1\s200 valgt$/).waitFor()
    return visited
  }

  it('are moved in several, and it says how far it has come', async () => {
    await using visited = await manySelected()
    const { page } = visited
    const sizes: number[] = []
    const gate = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await page.route('**/api/letters/move', async (route) => {
      const { moves } = route.request().postDataJSON() as MoveRequest
      await gate[sizes.push(moves.length) - 1]?.promise
      await route.fulfill({ json: { moved: moves.map((move) => ({ ...move, from: 'inbox' })) } })
    })
    await page.getByRole('button', { name: 'Arkiver' }).click()
    gate[0]?.resolve()
    await page
      .locator('.act-bar')
      .getByText(/^500 av 1\s200 brev er behandlet\.$/)
      .waitFor()
    gate[1]?.resolve()
    await page
      .locator('.act-bar')
      .getByText(/^1\s000 av 1\s200 brev er behandlet\.$/)
      .waitFor()
    gate[2]?.resolve()
    await page
      .locator('.act-bar')
      .getByText(/^1\s200 brev er arkivert\.$/)
      .waitFor()
    assert.deepEqual(sizes, [500, 500, 200])
  })

  it('come back from the first request that fails on', async () => {
    await using visited = await manySelected()
    const { page } = visited
    let requests = 0
    await page.route('**/api/letters/move', async (route) => {
      if (++requests > 1) return route.fulfill({ status: 500 })
      const { moves } = route.request().postDataJSON() as MoveRequest
      await route.fulfill({ json: { moved: moves.map((move) => ({ ...move, from: 'inbox' })) } })
    })
    // the list as it is afterwards, without the letters that were moved
    await page.route('**/api/letters?*', (route) => route.fulfill({ status: 304 }))
    await page.getByRole('button', { name: 'Arkiver' }).click()
    await page.locator('.act-bar').getByText('700 brev ligger der de lå.').waitFor()
    await page.locator('.row', { hasText: 'Brev nummer 501' }).waitFor()
    assert.equal(await page.locator('.rows').getAttribute('data-virtual'), 'true')
    assert.equal(await page.locator('.row').first().getAttribute('aria-setsize'), '700')
    assert.equal(requests, 2)
  })
})
