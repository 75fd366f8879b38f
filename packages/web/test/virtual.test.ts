import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { serveManyLetters } from './support/many-letters.ts'
import { desktop, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

async function longList(count: number, options: VisitOptions = {}, pageSize?: number) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  const served = await serveManyLetters(visited.page, count, pageSize)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return { ...visited, served, [Symbol.asyncDispose]: () => visited[Symbol.asyncDispose]() }
}

const rowsInPage = (page: Page) => page.locator('.row').count()

/** Scrolls to the end of what is loaded until there is no more. */
async function loadAll(page: Page): Promise<void> {
  await untilAllAreThere(page, () => scrollToEnd(page))
}

/** Does that again and again: the next rows come when somebody is near the end of those before. */
async function untilAllAreThere(page: Page, goToEnd: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 120_000
  while ((await page.locator('.list-more').count()) > 0) {
    assert.ok(Date.now() < deadline, 'the rest of the rows never came')
    await goToEnd()
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
}

function scrollToEnd(page: Page): Promise<void> {
  return page.evaluate(() => {
    const pane = document.querySelector('.list-pane') as HTMLElement
    const scroller = pane.scrollHeight > pane.clientHeight ? pane : (document.scrollingElement as Element)
    scroller.scrollTop = scroller.scrollHeight
  })
}

/** Which row has the focus, and of how many, as the row says itself. */
const focusedRow = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('.row')
    return { position: Number(row?.getAttribute('aria-posinset')), size: Number(row?.getAttribute('aria-setsize')) }
  })

/** That row has the focus, and the person sees it as soon as the rows around it have been drawn and measured. */
async function focusIsOnRow(page: Page, position: number, size = -1): Promise<void> {
  assert.deepEqual(await focusedRow(page), { position, size })
  await page.waitForFunction(() => {
    const row = document.activeElement?.closest('.row')
    const box = row?.getBoundingClientRect()
    const hit = box && document.elementFromPoint(box.left + 40, box.top + box.height / 2)
    return row?.contains(hit ?? null) === true
  })
}

describe('up to 300 letters', () => {
  it('all rows are in the page, so that the browser finds words in them', async () => {
    await using visited = await longList(300)
    const { page } = visited
    await loadAll(page)
    assert.equal(await rowsInPage(page), 300)
    assert.equal(await page.locator('.row[aria-posinset]').count(), 0)
    assert.equal(
      await page
        .locator('.row')
        .first()
        .evaluate((row) => getComputedStyle(row).contentVisibility),
      'auto',
    )
  })
})

describe('beyond', () => {
  for (const [name, viewport] of Object.entries({ desktop, phone })) {
    it(`only those in view and around are, ${name}`, async () => {
      await using visited = await longList(1000, { viewport }, 250)
      const { page, faults } = visited
      await loadAll(page)
      await page.waitForFunction(() => document.querySelectorAll('.row').length < 80)
      assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 700)
      await scrollToEnd(page)
      await page.locator('.row', { hasText: 'Brev nummer 1000' }).waitFor()
      // once all around it are measured, the last row ends the list
      await page.waitForFunction(() => {
        const last = document.querySelector('.row[aria-posinset="1000"]')?.getBoundingClientRect().bottom
        const list = document.querySelector('.rows')?.getBoundingClientRect().bottom
        return last !== undefined && list !== undefined && Math.abs(last - list) < 2
      })
      assert.deepEqual(faults, [])
    })
  }

  it('the keyboard goes to the end and back, by steps and pages, and never loses the row', async () => {
    await using visited = await longList(10_000)
    const { page, served } = visited
    await page.locator('.row-link').first().focus()
    while (served.asked() < 8) {
      await page.keyboard.press('End')
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await page.locator('.rows[data-virtual="true"]').waitFor()
    await page.keyboard.press('End')
    const { position: end } = await focusedRow(page)
    assert.ok(end > 300, `${end}`)
    await focusIsOnRow(page, end, -1)
    await page.keyboard.press('PageUp')
    await focusIsOnRow(page, end - 8)
    await page.keyboard.press('ArrowUp')
    await focusIsOnRow(page, end - 9)
    await page.keyboard.press('Home')
    await focusIsOnRow(page, 1)
    await page.keyboard.press('PageDown')
    await focusIsOnRow(page, 9)
  })

  it('ten thousand can be gone through to the last, whose place is then told', async () => {
    await using visited = await longList(10_000, {}, 500)
    const { page } = visited
    await page.locator('.row-link').first().focus()
    await untilAllAreThere(page, () => page.keyboard.press('End'))
    await page.keyboard.press('End')
    await focusIsOnRow(page, 10_000, 10_000)
    const nodes = await page.evaluate(() => document.querySelectorAll('.rows *').length)
    assert.ok(nodes < 600, `${nodes} elements`)
    await page.keyboard.press('Home')
    await focusIsOnRow(page, 1, 10_000)
  })

  it('the focus stays on its row while others are scrolled by', async () => {
    await using visited = await longList(1000, {}, 250)
    const { page } = visited
    await loadAll(page)
    await page.locator('.list-pane').evaluate((pane) => pane.scrollTo(0, 20_000))
    // one that is in view, as soon as those there are drawn: found and given the focus at once, before it can go again
    await page.waitForFunction(() => {
      const row = document.elementFromPoint(innerWidth / 4, innerHeight / 2)?.closest('.row')
      row?.querySelector<HTMLElement>('.row-link')?.focus()
      return Number(row?.getAttribute('aria-posinset')) > 100
    })
    const { position } = await focusedRow(page)
    await page.locator('.list-pane').evaluate((pane) => pane.scrollTo(0, 0))
    await page.locator('.row[aria-posinset="2"]').waitFor()
    assert.equal((await focusedRow(page)).position, position)
    await page.keyboard.press('ArrowDown')
    await focusIsOnRow(page, position + 1, 1000)
  })

  it('the focus outlives the change from a short list to a long one', async () => {
    await using visited = await longList(1000, {}, 250)
    const { page } = visited
    await page.locator('.row-link').nth(3).focus()
    await loadAll(page)
    await focusIsOn(page, 'Brev nummer 4')
  })

  it('Back leads to the row one came from, where it stood', async () => {
    await using visited = await longList(1000, { viewport: phone }, 250)
    const { page } = visited
    await loadAll(page)
    await page.evaluate(() => window.scrollTo(0, 30_000))
    const inView = await page.waitForFunction(
      () => document.elementFromPoint(100, 400)?.closest('.row')?.querySelector('.row-subject')?.textContent,
    )
    const words = (await inView.jsonValue()) ?? ''
    const row = page.locator('.row-link', { has: page.getByText(words, { exact: true }) })
    const before = await page.evaluate(() => window.scrollY)
    await row.click()
    await page.locator('.full-message, .letter').first().waitFor()
    await page.goBack()
    await focusIsOn(page, words)
    await page.waitForFunction((wanted) => Math.abs(window.scrollY - wanted) < 100, before)
  })

  it('nothing is cut and no two rows stand in each other at twice the text size', async () => {
    await using visited = await longList(1000, { viewport: phone }, 250)
    const { page } = visited
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    await loadAll(page)
    await page.evaluate(() => window.scrollTo(0, 60_000))
    // rows that come into view are measured, and those below them find their place after that
    const faults = async () => {
      const { seen, found } = await page.evaluate(rowFaults)
      return seen ? found : ['nothing is drawn there']
    }
    const deadline = Date.now() + 30_000
    while ((await faults()).length > 0 && Date.now() < deadline)
      await page.evaluate(() => new Promise(requestAnimationFrame))
    assert.deepEqual(await faults(), [])
  })
})

/** Runs in the page: rows that are cut, or do not begin where the one above ends; and whether there is one in view. */
function rowFaults(): { seen: boolean; found: string[] } {
  const rows = [...document.querySelectorAll<HTMLElement>('.row')]
  const boxes = rows.map((row) => row.getBoundingClientRect())
  const found = rows.flatMap((row, at) => {
    const next = boxes[at + 1]
    const here = boxes[at] as DOMRect
    const gap = next === undefined || row.nextElementSibling === null ? 0 : next.top - here.bottom
    const together =
      Number(rows[at + 1]?.getAttribute('aria-posinset')) === Number(row.getAttribute('aria-posinset')) + 1
    const cut = row.scrollHeight > row.clientHeight + 2
    return cut || (together && Math.abs(gap) > 1) ? [`${row.innerText.slice(0, 40)}: gap ${gap}, cut ${cut}`] : []
  })
  return { seen: boxes.some(({ top, bottom }) => bottom > 100 && top < innerHeight - 100), found }
}
