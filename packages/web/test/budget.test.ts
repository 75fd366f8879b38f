import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { phone, signIn, visit } from './support/visit.ts'

/** The mailbox design, section 10: thousands of bytes, gzip -9. Above these the build is a mistake. */
const budget = { scripts: 130, styles: 30, font: 50, all: 215 }

const dist = join(import.meta.dirname, '../dist')
interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>

const zipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000
const round = (size: number) => Math.round(size * 10) / 10

/** The entry and all that it cannot start without: static imports, and the largest of the three catalogues. */
function firstLoad(): { scripts: string[]; styles: string[] } {
  const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry)
  assert.ok(entry)
  const keys = new Set<string>()
  const visitChunk = (key: string): void => {
    if (keys.has(key)) return
    keys.add(key)
    for (const imported of manifest[key]?.imports ?? []) visitChunk(imported)
  }
  visitChunk(entry[0])
  const catalogues = Object.keys(manifest).filter((key) => /locales\/\w+\.json$/.test(key))
  assert.equal(catalogues.length, 3, 'each language is a chunk of its own')
  const largest = catalogues.toSorted((a, b) => zipped(manifest[b]?.file ?? '') - zipped(manifest[a]?.file ?? ''))[0]
  const chunks = [...keys, ...(largest === undefined ? [] : [largest])].map((key) => manifest[key])
  return {
    scripts: chunks.map((chunk) => chunk?.file ?? ''),
    styles: chunks.flatMap((chunk) => chunk?.css ?? []),
  }
}

describe('the first load', () => {
  it('keeps within its budget', (test) => {
    const { scripts, styles } = firstLoad()
    const sum = (files: string[]) => files.reduce((total, file) => total + zipped(file), 0)
    const font = Object.values(manifest).find(({ file }) => /inter-latin-wght/.test(file))?.file
    assert.ok(font)
    const fontSize = readFileSync(join(dist, font)).length / 1000
    const sizes = { scripts: sum(scripts), styles: sum(styles), font: fontSize }
    const all = sizes.scripts + sizes.styles + sizes.font + zipped('index.html')
    test.diagnostic(
      `kB: scripts ${round(sizes.scripts)}, styles ${round(sizes.styles)}, font ${round(sizes.font)}, all ${round(all)}`,
    )
    assert.ok(sizes.scripts <= budget.scripts, `scripts: ${round(sizes.scripts)} kB`)
    assert.ok(sizes.styles <= budget.styles, `styles: ${round(sizes.styles)} kB`)
    assert.ok(sizes.font <= budget.font, `font: ${round(sizes.font)} kB`)
    assert.ok(all <= budget.all, `all: ${round(all)} kB`)
  })

  it('needs no script or style inside the page', () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8')
    assert.doesNotMatch(html, /<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/)
  })
})

describe('in the browser', () => {
  let mailbox: TestMailbox
  before(async () => {
    mailbox = await startMailbox()
    const content = new TextEncoder().encode('Hei')
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject: 'Brev', fileType: 'txt', content } })
  })
  after(() => mailbox[Symbol.asyncDispose]())

  it('one language, one font and no PDF reader are fetched before the list stands, and hardly anything moves', async (test) => {
    await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport: phone })
    const { page } = visited
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          ;(window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value
        }
      }).observe({ type: 'layout-shift', buffered: true })
      window.requestIdleCallback = () => 0
    })
    await signIn(page, 'Kari Nordmann')
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
    await page.goto('/inbox')
    await page.locator('.row').first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    assert.equal(fetched.filter((path) => /\/(nb|nn|en)-/.test(path)).length, 1)
    assert.equal(fetched.filter((path) => path.endsWith('.woff2')).length, 1)
    assert.deepEqual(
      fetched.filter((path) => /pdf-paper|pdf\.worker/.test(path)),
      [],
    )
    const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift)
    test.diagnostic(`layout shift ${shift.toFixed(4)}`)
    assert.ok(shift <= 0.02, `layout shift ${shift}`)
  })
})
