import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openLetter, phone, signIn, type Visit, type VisitOptions, visit } from './support/visit.ts'

const row = (tag: string, text: string): string => `<tr>${`<${tag}>${text}</${tag}>`.repeat(8)}</tr>`
const html = `<!DOCTYPE html><html><head><title>Priser</title></head><body><h1>Priser</h1>
<p>Les mer på <a href="https://priser.example/2026">nettsiden vår</a>.</p>
<table border="1">${row('th', 'Måned')}${row('td', '12345,00')}</table><p>Siste linje</p></body></html>`

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  const content = new TextEncoder().encode(html)
  await mailbox.send('Fjellvik kommune', { primaryDocument: { subject: 'Priser', fileType: 'html', content } })
})
after(() => mailbox[Symbol.asyncDispose]())

async function reading(options: VisitOptions = {}, size = 'sm'): Promise<Visit> {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await visited.context.addInitScript((textSize) => {
    localStorage.setItem('brevdue-preferences', JSON.stringify({ textSize }))
  }, size)
  await signIn(visited.page, 'Kari Nordmann')
  await openLetter(visited.page, 'Priser')
  await visited.page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 100)
  return visited
}

const heightOfLine = ({ page }: Visit) =>
  page
    .frameLocator('.html-frame')
    .locator('p')
    .first()
    .evaluate((p) => p.getBoundingClientRect().height)

describe('a letter in HTML', () => {
  it('says on a phone that a wide table goes on, and scrolls by itself there', async () => {
    await using visited = await reading({ viewport: phone })
    await visited.page.getByText('Brevet fortsetter til siden.').waitFor()
    assert.ok(await visited.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    const inside = visited.page.frameLocator('.html-frame').locator('html')
    assert.ok(await inside.evaluate((root) => root.scrollWidth > root.clientWidth))
    // no bar of its own downwards, once the frame has taken the letter's height
    await visited.page.waitForFunction(() => {
      const root = document.querySelector('iframe')?.contentDocument?.documentElement
      return root && root.scrollHeight <= root.clientHeight + 1
    })
    await using wide = await reading({ viewport: { width: 1900, height: 900 } })
    assert.equal(await wide.page.getByText('Brevet fortsetter til siden.').count(), 0)
  })

  it('takes the size of text that is chosen, and the zoom', async () => {
    await using usual = await reading()
    await using large = await reading({}, 'lg')
    const before = await heightOfLine(usual)
    await large.page.waitForFunction((least) => {
      const line = document.querySelector('iframe')?.contentDocument?.querySelector('p')
      return (line?.getBoundingClientRect().height ?? 0) > least
    }, before * 1.2)
    await usual.page.getByRole('button', { name: 'Forstørr' }).click()
    await usual.page.waitForFunction(
      () => document.querySelector('iframe')?.contentDocument?.body.style.zoom === '1.25',
    )
    assert.deepEqual([...usual.faults, ...large.faults], [])
  })

  it('asks before one of its links is followed', async () => {
    await using visited = await reading()
    const link = visited.page.frameLocator('.html-frame').getByRole('link', { name: 'nettsiden vår' })
    assert.equal(await link.getAttribute('title'), 'Lenke til priser.example, åpnes i ny fane')
    await link.click()
    await visited.page.getByText('https://priser.example/2026', { exact: true }).waitFor()
    await visited.page.getByRole('button', { name: 'Bli her' }).click()
    await visited.page.locator('dialog[open]').waitFor({ state: 'detached' })
    assert.equal(visited.context.pages().length, 1)
  })
})
