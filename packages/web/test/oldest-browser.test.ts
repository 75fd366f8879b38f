import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { startBrowser } from './support/browser.ts'
import { inkOn } from './support/ink.ts'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openLetter, phone, signIn, type Visit, type VisitOptions, visit } from './support/visit.ts'

let mailbox: TestMailbox
let oldest: Browser
before(async () => {
  mailbox = await startMailbox()
  oldest = await startBrowser('chromium-oldest')
  await sendLetters(mailbox)
})
after(async () => {
  await oldest.close()
  await mailbox[Symbol.asyncDispose]()
})

async function inbox(options: VisitOptions = {}): Promise<Visit> {
  const visited = await visit(oldest, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  return visited
}

describe('in the oldest Chromium that the guide names', () => {
  it('is the version of the guide', async () => {
    const guide = await readFile(new URL('../../../docs/guides/mailbox.md', import.meta.url), 'utf8')
    const floor = /Chromium[^|]*\| (\d+) \|/.exec(guide)?.[1]
    assert.equal(oldest.version().split('.')[0], floor)
  })

  it('a PDF letter has its pages drawn', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'foreldrebetaling')
    await inkOn(visited.page)
    assert.deepEqual(visited.faults, [])
  })

  it('a PDF letter shows its text on a phone', async () => {
    await using visited = await inbox({ viewport: phone })
    await openLetter(visited.page, 'foreldrebetaling')
    await visited.page.locator('.text-view h2', { hasText: 'Vedtak om redusert foreldrebetaling' }).waitFor()
    assert.deepEqual(visited.faults, [])
  })

  it('menus and dialogs open, and HTML letters are shown', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'stans av vann')
    await page.frameLocator('iframe.html-frame').getByText('Varsel om stans av vann').first().waitFor()
    await page.getByRole('button', { name: 'Mer' }).click()
    await page.getByRole('button', { name: 'Merk som ulest' }).waitFor()
    await page.keyboard.press('Escape')
    await page.frameLocator('iframe.html-frame').getByRole('link', { name: 'vann.example' }).click()
    await page.getByRole('dialog').getByText('https://vann.example/varsel').waitFor()
    assert.deepEqual(visited.faults, [])
  })
})

/** Methods that a browser of the guide may lack. pdf.js' legacy build brings those along that it uses. */
const tooNew = [
  ...['Math.sumPrecise', '.getOrInsert', 'Promise.try', 'RegExp.escape', 'Error.isError', 'Math.f16round'],
  ...['.fromBase64(', '.toBase64(', '.fromHex(', 'Iterator.concat', 'Iterator.from', 'Temporal.', '.setHTML('],
  ...['DisposableStack', 'Symbol.dispose', 'Symbol.asyncDispose'],
]

describe('the built pages', () => {
  it('use no method that is newer than the oldest browsers, pdf.js excepted', async () => {
    const assets = new URL('../dist/assets/', import.meta.url)
    const scripts = (await readdir(assets)).filter((name) => /\.m?js$/.test(name) && !name.startsWith('pdf'))
    assert.ok(scripts.length > 10)
    const found: string[] = []
    for (const name of scripts) {
      const script = await readFile(new URL(name, assets), 'utf8')
      found.push(...tooNew.filter((method) => script.includes(method)).map((method) => `${name}: ${method}`))
    }
    assert.deepEqual(found, [])
  })
})
