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

/** Scrolls to the end of what is loaded until that many rows have been asked for. */
async function loadAll(page: Page, pages: () => number, wanted: number): Promise<void> {
  while (pages() < wanted) {
    const before = pages()
    await scrollToEnd(page)
    for (let tries = 0; pages() === before && tries < 100; tries++)
      await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await page.locator('.list-more').waitFor({ state: 'detached' })
}

function scrollToEnd(page: Page): Promise<void> {
  return page.evaluate(() => {
    const pane = document.querySelector('.list-pane') as HTMLElement
    const scroller = pane.scrollHeight > pane.clientHeight ? pane : (document.scrollingElement as Element)
    scroller.scrollTop = scroller.scrollHeight
  })
}

/** The focused row, and whether the person can see it. */
const focusedRow = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('.row')
    const box = row?.getBoundingClientRect()
    const hit = box && document.elementFromPoint(box.left + 40, box.top + box.height / 2)
    return {
      position: row?.getAttribute('aria-posinset') ?? '',
      size: row?.getAttribute('aria-setsize') ?? '',
      seen: row?.contains(hit ?? null) ?? false,
    }
  })

describe('up to 300 letters', () => {
  it('all rows are in the page, so that the browser finds words in them', async () => {
    await using visited = await longList(300)
    const { page, served } = visited
    await loadAll(page, served.asked, 6)
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
      const { page, served, faults } = visited
      await loadAll(page, served.asked, 4)
      await page.waitForFunction(() => document.querySelectorAll('.row').length < 80)
      assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 700)
      await scrollToEnd(page)
      await page.locator('.row', { hasText: 'Brev nummer 1000' }).waitFor()
      const last = await page.locator('.row', { hasText: 'Brev nummer 1000' }).boundingBox()
      const list = await page.locator('.rows').boundingBox()
      assert.ok(
        last && list && Math.abs(last.y + last.height - (list.y + list.height)) < 2,
        'the last row ends the list',
      )
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
    const end = await focusedRow(page)
    assert.ok(Number(end.position) > 300 && end.seen, JSON.stringify(end))
    assert.equal(end.size, '-1', 'how many there are is not known yet')
    await page.keyboard.press('PageUp')
    assert.equal(Number((await focusedRow(page)).position), Number(end.position) - 8)
    await page.keyboard.press('ArrowUp')
    assert.equal(Number((await focusedRow(page)).position), Number(end.position) - 9)
    assert.equal((await focusedRow(page)).seen, true)
    await page.keyboard.press('Home')
    assert.deepEqual(await focusedRow(page), { position: '1', size: '-1', seen: true })
    await page.keyboard.press('PageDown')
    assert.equal((await focusedRow(page)).position, '9')
  })

  it('ten thousand can be gone through to the last, whose place is then told', async () => {
    await using visited = await longList(10_000, {}, 500)
    const { page, served } = visited
    await page.locator('.row-link').first().focus()
    while (served.asked() < 20) {
      await page.keyboard.press('End')
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await page.locator('.list-more').waitFor({ state: 'detached' })
    await page.keyboard.press('End')
    assert.deepEqual(await focusedRow(page), { position: '10000', size: '10000', seen: true })
    const nodes = await page.evaluate(() => document.querySelectorAll('.rows *').length)
    assert.ok(nodes < 600, `${nodes} elements`)
    await page.keyboard.press('Home')
    assert.deepEqual(await focusedRow(page), { position: '1', size: '10000', seen: true })
  })

  it('the focus stays on its row while others are scrolled by', async () => {
    await using visited = await longList(1000, {}, 250)
    const { page, served } = visited
    await loadAll(page, served.asked, 4)
    await page.locator('.list-pane').evaluate((pane) => pane.scrollTo(0, 20_000))
    await page.waitForFunction(() => document.querySelectorAll('.row').length > 10)
    await page.locator('.row-link').nth(8).focus()
    const { position } = await focusedRow(page)
    await page.locator('.list-pane').evaluate((pane) => pane.scrollTo(0, 0))
    await page.locator('.row[aria-posinset="1"]').waitFor()
    assert.equal((await focusedRow(page)).position, position)
    await page.keyboard.press('ArrowDown')
    assert.deepEqual(await focusedRow(page).then((row) => [Number(row.position), row.seen]), [
      Number(position) + 1,
      true,
    ])
  })

  it('the focus outlives the change from a short list to a long one', async () => {
    await using visited = await longList(1000, {}, 250)
    const { page, served } = visited
    await page.locator('.row-link').nth(3).focus()
    await loadAll(page, served.asked, 4)
    await focusIsOn(page, 'Brev nummer 4')
  })

  it('Back leads to the row one came from, where it stood', async () => {
    await using visited = await longList(1000, { viewport: phone }, 250)
    const { page, served } = visited
    await loadAll(page, served.asked, 4)
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
    assert.ok(Math.abs((await page.evaluate(() => window.scrollY)) - before) < 100)
  })

  it('nothing is cut and no two rows stand in each other at twice the text size', async () => {
    await using visited = await longList(1000, { viewport: phone }, 250)
    const { page, served } = visited
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    await loadAll(page, served.asked, 4)
    await page.evaluate(() => window.scrollTo(0, 60_000))
    await page.waitForFunction(() => document.querySelectorAll('.row').length > 5)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    const faults = await page.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement>('.row')]
      const boxes = rows.map((row) => row.getBoundingClientRect())
      return rows.flatMap((row, at) => {
        const next = boxes[at + 1]
        const here = boxes[at] as DOMRect
        const gap = next === undefined || row.nextElementSibling === null ? 0 : next.top - here.bottom
        const together =
          Number(rows[at + 1]?.getAttribute('aria-posinset')) === Number(row.getAttribute('aria-posinset')) + 1
        const cut = row.scrollHeight > row.clientHeight + 2
        return cut || (together && Math.abs(gap) > 1) ? [`${row.innerText.slice(0, 40)}: gap ${gap}, cut ${cut}`] : []
      })
    })
    assert.deepEqual(faults, [])
  })
})
