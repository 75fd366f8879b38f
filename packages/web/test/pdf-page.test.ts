import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { handMadePdf, markedLines } from './support/hand-made-pdf.ts'
import { inkOn } from './support/ink.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openPdf } from './support/open-pdf.ts'
import { phone } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

/** Black bars all the way down, so that no part of the page is empty. */
function bars(height: number, width = 200): string {
  const each = Array.from({ length: Math.ceil(height / 20) }, (_, at) => `10 ${at * 20} ${width} 8 re f`)
  return `0 g ${each.join(' ')}`
}

interface Canvases {
  count: number
  pixels: number
  longest: number
}

const canvases = (page: Page): Promise<Canvases> =>
  page.locator('.pdf-page canvas').evaluateAll((all) => {
    const sizes = all as HTMLCanvasElement[]
    return {
      count: sizes.length,
      pixels: sizes.reduce((sum, { width, height }) => sum + width * height, 0),
      longest: Math.max(0, ...sizes.flatMap(({ width, height }) => [width, height])),
    }
  })

/** Waits until what is drawn in the middle of the screen has something dark. */
async function inkInView(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { innerHeight } = window
    return [...document.querySelectorAll<HTMLCanvasElement>('.pdf-page canvas')].some((canvas) => {
      const { top, bottom, height } = canvas.getBoundingClientRect()
      if (top > innerHeight / 2 || bottom < innerHeight / 2 || canvas.height === 0) return false
      const line = Math.floor(((innerHeight / 2 - top) / height) * canvas.height) - 30
      const pixels = canvas.getContext('2d')?.getImageData(0, Math.max(0, line), canvas.width, 60).data ?? []
      return pixels.some((value, at) => at % 4 === 0 && value < 100 && pixels[at + 3] === 255)
    })
  })
}

const reveal = (page: Page, share: number) =>
  page.locator('.pdf-page').evaluate((element, at) => {
    const mark = element.appendChild(document.createElement('i'))
    mark.style.cssText = `position: absolute; top: ${at * 100}%`
    mark.scrollIntoView({ block: 'center' })
    mark.remove()
  }, share)

describe('a page of an unusual size', () => {
  it('is drawn to its end, in canvases that any browser can have: a receipt of five metres, twice as sharp', async () => {
    const pdf = handMadePdf({ pages: [bars(14_400)], size: [226, 14_400] })
    await using visited = await openPdf(mailbox, pdf, { deviceScaleFactor: 2 })
    const { page } = visited
    for (const share of [0.01, 0.5, 0.99]) {
      await reveal(page, share)
      await inkInView(page)
      const { pixels, longest } = await canvases(page)
      assert.ok(longest <= 4096, `${longest} pixels`)
      assert.ok(pixels < 40_000_000, `${pixels} pixels`)
    }
    assert.deepEqual(visited.faults, [])
  })

  const odd: [name: string, extras: string, size: [number, number], content: string][] = [
    ['a poster, A0 across', '', [3370, 2384], bars(2384, 3000)],
    ['a strip of ten thousand points', '', [10_000, 200], bars(200, 9900)],
    ['one with a user unit', '/UserUnit 40', [595, 842], bars(842)],
    ['one that is turned', '/Rotate 90', [595, 842], bars(842)],
    ['one without any size', '', [0, 0], bars(700)],
  ]
  for (const [name, pageExtras, size, content] of odd) {
    it(`is drawn: ${name}`, async () => {
      const pdf = handMadePdf({ pages: [content], size, pageExtras })
      await using visited = await openPdf(mailbox, pdf, { viewport: phone, deviceScaleFactor: 3 })
      await inkOn(visited.page)
      assert.ok((await canvases(visited.page)).longest <= 4096)
      const height = await visited.page.locator('.pdf-page').evaluate(({ clientHeight }) => clientHeight)
      assert.ok(height >= 100, `${height} pixels`)
      assert.equal(await visited.page.locator('.page-note').count(), 0)
      assert.deepEqual(visited.faults, [])
    })
  }
})

describe('a PDF of very many pages', () => {
  const numbered = (count: number): Uint8Array =>
    handMadePdf({
      pages: Array.from({ length: count }, (_, at) => markedLines([[`Dette er side ${at + 1}.`]]) + bars(300)),
    })

  for (const count of [1000, 20_000]) {
    it(`opens at once, and its last page is a number away: ${count}`, { timeout: 120_000 }, async () => {
      await using visited = await openPdf(mailbox, numbered(count))
      const { page, faults } = visited
      await inkOn(page, 1)
      assert.equal(await page.locator('.pdf-page').count(), 200)
      assert.ok((await canvases(page)).count < 8)
      await page.getByLabel('Gå til side').fill(String(count))
      await page.getByLabel('Gå til side').press('Enter')
      await inkOn(page, count)
      const last = page.locator(`.pdf-page[data-page="${count}"]`)
      await last.getByText(`Dette er side ${count}.`).waitFor()
      assert.equal(await last.evaluate((element) => element === document.activeElement), true)
      assert.ok((await page.locator('.pdf-page').count()) <= 200)
      assert.ok((await canvases(page)).count < 8)
      await page.getByLabel('Gå til side').fill(String(count + 1))
      await page.getByLabel('Gå til side').press('Enter')
      await page.getByText(`Skriv et sidetall fra 1 til`).waitFor()
      await page.getByRole('button', { name: 'Forrige sider' }).first().click()
      await inkOn(page, count - 399)
      assert.deepEqual(faults, [])
    })
  }

  it('has its text in portions, and the text of the last page at once', async () => {
    await using visited = await openPdf(mailbox, numbered(5000))
    const { page } = visited
    await inkOn(page, 1)
    await page.locator('.paper-choice').getByText('Enkel tekst').click()
    await page.locator('.text-pages').getByText('Dette er side 3.').waitFor()
    await page.getByLabel('Gå til side').fill('4999')
    await page.getByLabel('Gå til side').press('Enter')
    await page.locator('.text-pages').getByText('Dette er side 4999.').waitFor()
    await page.locator('.text-pages').getByText('Dette er side 5000.').waitFor()
    assert.ok((await page.locator('.text-page').count()) <= 5)
    await page.getByRole('button', { name: 'Vis fra side 1' }).click()
    await page.locator('.text-pages').getByText('Dette er side 1.').waitFor()
    assert.deepEqual(visited.faults, [])
  })

  it('does not jump when pages above turn out to have another size', async () => {
    const pages = Array.from({ length: 60 }, (_, at) => markedLines([[`Dette er side ${at + 1}.`]]) + bars(300))
    const wide = Buffer.from(handMadePdf({ pages })).toString('latin1')
    // every second page lies across, which is not known before it is near
    let at = 0
    const mixed = wide.replaceAll('[0 0 595 842]', (box) => (at++ % 2 === 1 ? '[0 0 842 595]' : box))
    await using visited = await openPdf(mailbox, new Uint8Array(Buffer.from(mixed, 'latin1')))
    const { page } = visited
    await inkOn(page, 1)
    await page.getByLabel('Gå til side').fill('40')
    await page.getByLabel('Gå til side').press('Enter')
    await inkOn(page, 40)
    const top = () =>
      page.locator('.pdf-page[data-page="40"]').evaluate((element) => element.getBoundingClientRect().top)
    const before = await top()
    await page.mouse.move(900, 500)
    for (let step = 1; step <= 12; step++) {
      await page.mouse.wheel(0, -300)
      await page.waitForTimeout(120)
    }
    const moved = (await top()) - before
    assert.ok(Math.abs(moved - 3600) < 60, `moved by ${moved} pixels instead of 3600`)
  })
})
