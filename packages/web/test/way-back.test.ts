import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (let number = 1; number <= 120; number++) {
    const lock = number === 20 ? { authenticationLevel: 'TWO_FACTOR' as const } : {}
    const subject = `Brev ${number}.`
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content, ...lock } })
  }
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox(options: VisitOptions = {}) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

/** Letter 20 stands a hundred rows down, on the third page of the list. */
async function goFarDown(page: Page, rows: number): Promise<void> {
  while ((await page.locator('.row').count()) < rows) {
    await page.locator('.row').last().scrollIntoViewIfNeeded()
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await page.locator('.row-link', { hasText: 'Brev 20.' }).scrollIntoViewIfNeeded()
}

/** Waits until the list stands there, give or take some pixels: rows in view may turn out higher than was thought. */
async function standsAt(page: Page, wanted: number, away: number): Promise<void> {
  try {
    await page.waitForFunction(
      ([there, most]) =>
        Math.abs(Math.max(document.querySelector('.list-pane')?.scrollTop ?? 0, window.scrollY) - there) < most,
      [wanted, away] as const,
    )
  } catch {
    assert.fail(`${await top(page)} instead of ${wanted}`)
  }
}

const top = (page: Page) =>
  page.evaluate(() => Math.max(document.querySelector('.list-pane')?.scrollTop ?? 0, window.scrollY))

const sizes = { desktop: {}, phone: { viewport: phone } }

describe('far down in the list', () => {
  for (const [name, options] of Object.entries(sizes)) {
    it(`a stronger sign-in comes back to the same place, and one press of Back to the list, ${name}`, async () => {
      await using visited = await inbox(options)
      const { page, faults } = visited
      await goFarDown(page, 120)
      const before = await top(page)
      assert.ok(before > 4000)
      await page.locator('.row-link', { hasText: 'Brev 20.' }).click()
      await page.getByRole('link', { name: 'Logg inn på nytt' }).click()
      await page.getByRole('heading', { level: 1, name: /Logg inn på nytt/ }).waitFor()
      await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'Brev 20.' }).waitFor()
      await page.locator('.text-paper').waitFor()
      await focusIsOn(page, 'Brev 20.')
      if (name === 'desktop') await standsAt(page, before, 120)
      await page.goBack()
      await page.waitForURL('**/inbox')
      await focusIsOn(page, 'Brev 20.')
      await standsAt(page, before, 120)
      assert.deepEqual(faults, [])
    })

    it(`a reload and Esc lead back to the row one came from, ${name}`, async () => {
      await using visited = await inbox(options)
      const { page } = visited
      await goFarDown(page, 120)
      const before = await top(page)
      await page.locator('.row-link', { hasText: 'Brev 21.' }).click()
      await page.locator('.text-paper').waitFor()
      await page.reload()
      await page.locator('.text-paper').waitFor()
      await page.keyboard.press('Escape')
      await page.waitForURL('**/inbox')
      await focusIsOn(page, 'Brev 21.')
      await standsAt(page, before, 120)
    })
  }

  it('another place and back leaves the list where it was', async () => {
    await using visited = await inbox()
    const { page } = visited
    await goFarDown(page, 120)
    const before = await top(page)
    await page.getByRole('navigation').getByRole('link', { name: 'Arkiv' }).click()
    await page.locator('.list-empty').waitFor()
    await standsAt(page, 0, 5)
    await page.goBack()
    await page.locator('.row').first().waitFor()
    await standsAt(page, before, 5)
  })

  it('a list that Back loads anew leaves the focus alone once somebody has gone on by Tab', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.locator('.row-link').nth(2).click()
    await page.locator('.text-paper').waitFor()
    await page.goto('/help')
    const held = Promise.withResolvers<void>()
    await page.route('**/api/letters?*', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.evaluate(() => setTimeout(() => history.go(-2)))
    await page.waitForURL('**/inbox')
    await page.locator('.list-pane [aria-busy="true"]').waitFor({ state: 'attached' })
    await page.keyboard.press('Tab')
    await focusIsOn(page, 'Hopp til hovedinnholdet')
    held.resolve()
    await page.locator('.row').first().waitFor()
    await focusIsOn(page, 'Hopp til hovedinnholdet')
  })

  it('nothing of it is left for the next person once one has signed out', async () => {
    await using visited = await inbox()
    const { page } = visited
    await goFarDown(page, 120)
    await page.getByRole('button', { name: 'Kari Nordmann' }).click()
    await page.getByRole('button', { name: 'Logg ut' }).click()
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    assert.equal(await page.evaluate(() => sessionStorage.getItem('brevdue-list-positions')), '{}')
  })
})

describe('what is kept of a list', () => {
  it('is numbers and opaque ids', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.locator('.row-link').nth(2).click()
    await page.locator('.text-paper').waitFor()
    await page.reload()
    const kept = await page.evaluate(() => sessionStorage.getItem('brevdue-list-positions') ?? '')
    const id = new URL(page.url()).pathname.split('/')[2]
    assert.deepEqual(JSON.parse(kept), { inbox: { top: 0, loaded: 50, letterId: id } })
  })
})
