import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openLetter, signIn, type Visit, visit } from './support/visit.ts'

/** What a letter may write into href, by the words of its link; undefined: the link leads nowhere. */
const links: Record<string, [href: string, leadsTo: string | undefined]> = {
  'with a scheme': ['https://example.no/a', 'https://example.no/a'],
  'without a scheme': ['www.example.no/a', 'https://www.example.no/a'],
  'a bare domain': ['example.no/a', 'https://example.no/a'],
  'two slashes': ['//example.no/a', 'https://example.no/a'],
  'no colon': ['https//example.no/a', 'https://example.no/a'],
  backslashes: ['\\\\example.no\\a', 'https://example.no/a'],
  'slash and backslash': ['/\\example.no/a', 'https://example.no/a'],
  'blanks before': [' \t\n//example.no/a', 'https://example.no/a'],
  'a path': ['/session', undefined],
  'a page': ['vei.html', undefined],
  'a page beside': ['./inbox', undefined],
  'a folder above': ['../', undefined],
  'a query': ['?a=b', undefined],
  'one backslash': ['\\session', undefined],
  'a tab within': ['/ses&#9;sion', undefined],
  'a line break within': ['vei&#10;.html', undefined],
  'a host of the network': ['//localhost/a', undefined],
  'slashes only': ['///', undefined],
  'escaped slashes': ['%2f%2fexample.no', undefined],
}

const html = `<!doctype html><html><head><title>Lenker</title></head><body><p style="height:2000px;color:red"><a href="#slutt">til slutten</a></p>
${Object.entries(links)
  .map(([words, [href]]) => `<p><a href="${href}">${words}</a></p>`)
  .join('\n')}
<p id="slutt">Slutten</p></body></html>`

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  const content = new TextEncoder().encode(html)
  await mailbox.send('Fjellvik kommune', { primaryDocument: { subject: 'Lenker', fileType: 'html', content } })
})
after(() => mailbox[Symbol.asyncDispose]())

async function reading(): Promise<Visit> {
  const visited = await visit(mailbox.browser, mailbox.server.url)
  await signIn(visited.page, 'Kari Nordmann')
  await openLetter(visited.page, 'Lenker')
  await visited.page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 100)
  return visited
}

/** Clicks the words of a link and says where the mailbox asks whether to go, or undefined when it does not ask. */
async function askedFor({ page, context }: Visit, words: string): Promise<string | undefined> {
  const frame = page.frames().find((each) => each.parentFrame() !== null)
  assert.ok(frame)
  const [pageBefore, frameBefore] = [page.url(), frame.url()]
  await frame.getByText(words, { exact: true }).click()
  const dialog = page.locator('dialog[open]')
  const asked = await frame
    .getByText(words, { exact: true })
    .evaluate((link) => link.closest('a')?.hasAttribute('href') === true)
  if (asked) await dialog.waitFor()
  const shown = asked ? await dialog.innerText() : undefined
  if (asked) {
    await page.getByRole('button', { name: 'Bli her' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  assert.equal(page.url(), pageBefore, words)
  assert.equal(frame.url(), frameBefore, words)
  assert.equal(context.pages().length, 1, words)
  return shown
}

describe('the links of an HTML letter', () => {
  it('lead to what the sender meant or nowhere, and never into the mailbox', async () => {
    await using visited = await reading()
    for (const [words, [, leadsTo]] of Object.entries(links)) {
      const asked = await askedFor(visited, words)
      if (leadsTo === undefined) assert.equal(asked, undefined, words)
      else assert.ok(asked?.includes(leadsTo), `${words}: ${asked}`)
    }
    // The browser says so of what this test itself asks in the frame.
    assert.deepEqual(
      [...visited.faults].filter((fault) => !fault.includes('Blocked script execution')),
      [],
    )
  })

  it('go to a place within the letter when it is one', async () => {
    await using visited = await reading()
    const frame = visited.page.frames().find((each) => each.parentFrame() !== null)
    await frame?.getByText('til slutten').click()
    await frame?.waitForURL(/\/content\/[^/]+#slutt$/)
    await visited.page.waitForFunction(() => {
      const place = document.querySelector('iframe')?.contentDocument?.querySelector('#slutt')
      const { top = 0 } = document.querySelector('iframe')?.getBoundingClientRect() ?? {}
      return place && top + place.getBoundingClientRect().top < innerHeight
    })
    assert.equal(visited.context.pages().length, 1)
  })

  it('lead nowhere in a view that was stored before the server looked at them', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    await visited.page.route('**/content/*', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace(
        '<p id="slutt">',
        '<p><a href="/session" target="_blank">gammel sti</a> <a href="\\vei" target="_blank">gammel vei</a></p><p id="slutt">',
      )
      await route.fulfill({ response, body })
    })
    await signIn(visited.page, 'Kari Nordmann')
    await openLetter(visited.page, 'Lenker')
    await visited.page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 100)
    for (const words of ['gammel sti', 'gammel vei']) assert.equal(await askedFor(visited, words), undefined)
  })
})
