import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { dist, firstLoad, firstLoadBudget } from './support/first-load.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { phone, signIn, visit } from './support/visit.ts'

const round = (size: number) => Math.round(size * 10) / 10

describe('the first load', () => {
  it('keeps within its budget', (test) => {
    const sizes = firstLoad()
    for (const [what, budget] of Object.entries(firstLoadBudget)) {
      const size = round(sizes[what as keyof typeof sizes])
      test.diagnostic(`${what}: ${size} kB`)
      assert.ok(size <= budget, `${what}: ${size} kB of ${budget}`)
    }
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
