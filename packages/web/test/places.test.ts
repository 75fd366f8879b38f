import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { documentsWithSubject } from '@brevdue/server/testing'
import { focusIsOn, subjects } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { titleIs } from './support/title.ts'
import { heard, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (const subject of ['Brev A', 'Brev B', 'Brev C']) {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })
  }
})
after(() => mailbox[Symbol.asyncDispose]())
beforeEach(() =>
  mailbox.server.db
    .updateTable('letter')
    .set({ place: 'inbox', binned_at: null, binned_from: null, read_at: null })
    .execute(),
)

async function inbox(options: VisitOptions = {}) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

async function place(subject: string): Promise<string | undefined> {
  const [found] = await documentsWithSubject(mailbox.server, subject)
  const letter = await mailbox.server.db
    .selectFrom('letter')
    .select('place')
    .where('id', '=', found?.letterId ?? '')
    .executeTakeFirst()
  return letter?.place
}

describe('the places', () => {
  it('each have their address, heading, title and what is said when they are empty', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    await titleIs(page, 'Innboks (3) – Brevdue')
    await page.getByRole('navigation').getByRole('link', { name: 'Arkiv' }).click()
    await page.waitForURL('**/archive')
    await page.getByText('Arkivet er tomt. Brev du arkiverer, ligger her.').waitFor()
    await titleIs(page, 'Arkiv – Brevdue')
    await focusIsOn(page, 'Arkiv')
    assert.equal(await page.locator('h1').textContent(), 'Arkiv')
    await page.getByRole('navigation').getByRole('link', { name: 'Papirkurv' }).click()
    await page.getByText('Papirkurven er tom. Brev du sletter, ligger her i 30 dager.').waitFor()
    await titleIs(page, 'Papirkurv – Brevdue')
    assert.equal(await page.locator('.place[aria-current="page"]').textContent(), 'Papirkurv')
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Arkiv' }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('on a phone are reached from the bar at the bottom and its menu', async () => {
    await using visited = await inbox({ viewport: phone })
    const { page } = visited
    const bar = page.locator('.bottom-bar')
    assert.deepEqual(await bar.locator('> .place .place-name').allTextContents(), ['Innboks', 'Arkiv'])
    await bar.getByRole('link', { name: 'Arkiv' }).click()
    await page.getByRole('heading', { level: 1, name: 'Arkiv' }).waitFor()
    await bar.getByRole('button', { name: 'Meny' }).click()
    await bar.getByRole('link', { name: 'Papirkurv' }).click()
    await page.getByRole('heading', { level: 1, name: 'Papirkurv' }).waitFor()
  })

  it('show their letters in the reader under addresses of their own, and an old address leads to where the letter lies', async () => {
    await using visited = await inbox()
    const { page } = visited
    const id = await page.locator('.row-link', { hasText: 'Brev B' }).getAttribute('data-letter')
    await page.locator('.row-link', { hasText: 'Brev B' }).focus()
    const moved = page.waitForResponse('**/api/letters/move')
    await page.keyboard.press('Delete')
    await heard(page, 'status', /^Brevet ligger i papirkurven i 30 dager\.$/)
    await moved
    for (const address of [`/l/${id}`, `/inbox/${id}`, `/archive/${id}`]) {
      await page.goto(address)
      await page.waitForURL(`**/bin/${id}`)
      await page.getByRole('heading', { level: 1, name: 'Brev B' }).waitFor()
    }
    await page.locator('.row').first().waitFor()
    assert.deepEqual(await subjects(page), ['Brev B'])
    await page.locator('.text-paper').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL('**/bin')
    await focusIsOn(page, 'Brev B')
  })

  it('count the inbox everywhere', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.goto('/archive')
    await page.locator('.rail .place-count', { hasText: '3' }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Innboks' }).click()
    await page.locator('.row-link', { hasText: 'Brev A' }).focus()
    const moved = page.waitForResponse('**/api/letters/move')
    await page.keyboard.press('Delete')
    await page.locator('.rail .place-count', { hasText: '2' }).waitFor()
    await titleIs(page, 'Innboks (2) – Brevdue')
    // on its way it would meet the letters of the next test
    await moved
  })
})

describe('a place that is asked for while an act is under way', () => {
  it('has the letter as soon as the act is done', async () => {
    await using visited = await inbox()
    const { page } = visited
    const moved = Promise.withResolvers<void>()
    const listed = Promise.withResolvers<void>()
    await page.route('**/api/letters/move', async (route) => {
      await moved.promise
      await route.continue()
    })
    await page.locator('.row-link', { hasText: 'Brev A' }).focus()
    await page.keyboard.press('Delete')
    await page.route('**/api/letters?place=bin', async (route) => {
      const answer = await route.fetch()
      await listed.promise
      await route.fulfill({ response: answer })
    })
    const asked = page.waitForRequest('**/api/letters?place=bin')
    await page.getByRole('navigation').getByRole('link', { name: 'Papirkurv' }).click()
    await asked
    const done = page.waitForResponse('**/api/letters/move')
    moved.resolve()
    await done
    listed.resolve()
    await page.locator('.row', { hasText: 'Brev A' }).waitFor()
  })
})

describe('the bin', () => {
  it('gives letters back to the inbox', async () => {
    await mailbox.server.db
      .updateTable('letter')
      .set({ place: 'bin', binned_at: new Date(), binned_from: 'inbox' })
      .execute()
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.goto('/bin')
    await page.getByText('Brev slettes for godt etter 30 dager her.').waitFor()
    await page.locator('.row-link', { hasText: 'Brev C' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Gjenopprett' }).click()
    await heard(page, 'status', /^Flyttet til «Innboks»\.$/)
    await page.getByRole('navigation').getByRole('link', { name: 'Innboks' }).click()
    await page.locator('.row', { hasText: 'Brev C' }).waitFor()
    assert.equal(await place('Brev C'), 'inbox')
  })

  it('asks before it deletes for good; Esc and the safe button keep the letter, and have the focus first', async () => {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject: 'Brev D', fileType: 'txt', content } })
    await mailbox.server.db
      .updateTable('letter')
      .set({ place: 'bin', binned_at: new Date(), binned_from: 'inbox' })
      .execute()
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await page.goto('/bin')
    await page.locator('.row-link', { hasText: 'Brev D' }).focus()
    await page.keyboard.press('Delete')
    const dialog = page.getByRole('dialog', { name: 'Slette brevet for godt?' })
    await dialog.getByText('Du kan ikke angre, og vi har ingen kopi.').waitFor()
    await focusIsOn(page, 'Behold brevet')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await focusIsOn(page, 'Brev D')
    await page.keyboard.press('Delete')
    await dialog.waitFor()
    // asked again while the last question is still being closed
    await page.evaluate(() => {
      ;(document.querySelector('dialog[open]') as HTMLDialogElement).close()
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))
    })
    await dialog.waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await focusIsOn(page, 'Brev D')
    assert.equal(await place('Brev D'), 'bin')
    await page.keyboard.press('Delete')
    await dialog.getByRole('button', { name: 'Slett for godt' }).click()
    await heard(page, 'status', /^Brevet er slettet for godt\.$/)
    await page.locator('.row', { hasText: 'Brev D' }).waitFor({ state: 'detached' })
    await focusIsOn(page, 'Brev C')
    assert.equal(await page.locator('.act-bar button').count(), 0)
    await page.reload()
    await page.locator('.row').first().waitFor()
    assert.deepEqual(await subjects(page), ['Brev C', 'Brev B', 'Brev A'])
    await page.goto('/settings')
    await page.locator('#deletions li', { hasText: '1 brev slettet av deg' }).waitFor()
  })
})
