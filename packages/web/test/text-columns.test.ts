import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from './support/axe.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { desktop, openLetter, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const statement = `Hei Kari.

Her er kontoutskriften for november.  Den er laget av oss og kan ikke besvares.

Dato       Tekst                                   Ut av konto       Inn på konto          Saldo
01.11.     Lønn fra Fjellvik kommune                                    32 450,00      41 220,15
05.11.     Husleie til Solbakken borettslag           9 800,00                         31 420,15
21.11.     Tindra Telekom                             1 249,00                         30 171,15

Sum                                                  11 049,00          32 450,00

Hilsen Elvedal Bank, som gjerne skriver lange avsnitt uten linjeskift, slik at de må brytes på en smal skjerm.
`
const tabs = 'Post\tAntall\tBeløp\nKaffe\t2\t89,80\nBolle\t1\t35,00\n'
const prose = 'Hei Kari.\n\nTakk for praten.  Vi sees.\n\n  - ta med legitimasjon\n  - og medisinliste\n'
const input = join(import.meta.dirname, '../../../../shared/cases/2026-11/columns.txt')

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  const letters = { Kontoutskrift: statement, Tabulatorer: tabs, Prosa: prose }
  const all = existsSync(input) ? { ...letters, Kolonner: readFileSync(input, 'utf8') } : letters
  for (const [subject, text] of Object.entries(all)) {
    const content = new TextEncoder().encode(text)
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })
  }
})
after(() => mailbox[Symbol.asyncDispose]())

async function reading(subject: string, options: VisitOptions) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await openLetter(visited.page, subject)
  await visited.page.locator('.text-paper').waitFor()
  return visited
}

/** Where on the screen the last letter of each of these words is, to the pixel: numbers are set to the right. */
const rightEdges = (page: Page, words: readonly string[]): Promise<number[]> =>
  page.locator('.text-paper').evaluate((paper, wanted) => {
    const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT)
    const edges: number[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const word of wanted) {
        const at = (node.nodeValue ?? '').indexOf(word)
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(node, at + word.length - 1)
        range.setEnd(node, at + word.length)
        edges.push(Math.round(range.getBoundingClientRect().right))
      }
    }
    return edges
  }, words)

/** No line is broken, and where the browser has a font of fixed width, as every computer and phone has, the edges are one. */
async function areAligned(page: Page, edges: number[]): Promise<void> {
  const { lines, height, lineHeight, fixed } = await page.locator('.text-columns').evaluate((frame) => {
    const { height, lineHeight } = getComputedStyle(frame)
    const context = document.createElement('canvas').getContext('2d')
    if (context !== null) context.font = '100px monospace'
    const width = (letter: string): number => context?.measureText(letter).width ?? 0
    return {
      lines: (frame.textContent ?? '').replace(/\n$/, '').split('\n').length,
      height: Number.parseFloat(height),
      lineHeight: Number.parseFloat(lineHeight),
      fixed: width('i') === width('W'),
    }
  })
  assert.ok(Math.abs(height / lineHeight - lines) < 1.5, `${lines} lines in ${height / lineHeight} rows`)
  if (fixed) assert.equal(new Set(edges).size, 1, edges.join(' '))
  else process.emitWarning('NOTICE: this browser has no font of fixed width, so the edges of columns are not compared')
}

const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

describe('a plain text laid out in columns', () => {
  for (const [device, viewport] of Object.entries({ phone, desktop, narrow: { width: 320, height: 640 } })) {
    it(`keeps its columns on a ${device} screen, and scrolls within its frame`, async () => {
      await using visited = await reading('Kontoutskrift', { viewport })
      const { page } = visited
      const edges = await rightEdges(page, ['41 220,15', '31 420,15', '30 171,15'])
      assert.equal(edges.length, 3)
      await areAligned(page, edges)
      assert.equal(await overflows(page), false, 'the page itself does not scroll sideways')
      assert.deepEqual(await axeViolations(page), [])
      const frame = page.locator('.text-columns')
      assert.equal(await frame.count(), 1, 'prose is not in it')
      if (await frame.evaluate((element) => element.scrollWidth > element.clientWidth + 1)) {
        await page.getByRole('region', { name: 'Tabell' }).focus()
        await page.keyboard.press('ArrowRight')
        await page.waitForFunction(() => (document.querySelector('.text-columns')?.scrollLeft ?? 0) > 0)
      }
      const prose = page.locator('.text-paper > span').last()
      assert.match(await prose.innerText(), /lange avsnitt/)
      assert.doesNotMatch(await prose.evaluate((element) => getComputedStyle(element).fontFamily), /monospace/)
    })
  }

  it('keeps columns that are made with tabs', async () => {
    await using visited = await reading('Tabulatorer', { viewport: phone })
    assert.equal(await visited.page.locator('.text-columns').count(), 1)
  })

  it('keeps columns of a few lines', { skip: existsSync(input) ? false : 'no ../shared' }, async () => {
    await using visited = await reading('Kolonner', { viewport: phone })
    const edges = await rightEdges(visited.page, ['14 250,00', '-1 250,00'])
    await areAligned(visited.page, edges)
  })
})

describe('a plain text that is prose', () => {
  it('is proportional and breaks its lines', async () => {
    await using visited = await reading('Prosa', { viewport: phone })
    assert.equal(await visited.page.locator('.text-columns').count(), 0)
    assert.equal(await overflows(visited.page), false)
  })
})
