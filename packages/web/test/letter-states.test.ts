import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Session } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { heard, openLetter, phone, signIn, type Visit, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox(level?: RegExp): Promise<Visit> {
  const visited = await visit(mailbox.browser, mailbox.server.url)
  await signIn(visited.page, 'Kari Nordmann', level)
  await visited.page.locator('.row').first().waitFor()
  return visited
}

/** No element of the page has a word of the content, and no canvas a picture of it. */
async function contentIsGone(page: Page, words: string): Promise<void> {
  await page.locator('.paper').waitFor({ state: 'detached' })
  assert.equal(await page.locator('#root :is(canvas, .textLayer, .text-page)').count(), 0)
  // the tab's own name follows the page
  await page.waitForFunction((gone) => !document.documentElement.outerHTML.includes(gone), words)
}

const answer = (status: number, code: string) => ({
  ...{ status, contentType: 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title: code, status, code }),
})

describe('a letter that is open', () => {
  it('says so when it has been deleted for good in another tab', async () => {
    await using visited = await inbox()
    const { page, context } = visited
    await openLetter(page, 'Takk for praten')
    await page.locator('.text-paper').waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const other = await context.newPage()
    await other.goto('/help')
    const done = await other.evaluate(async (letterId) => {
      const ask = (path: string, body: unknown) =>
        fetch(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Brevdue-Request': '1' },
          body: JSON.stringify(body),
        })
      await ask('/api/letters/move', { moves: [{ letterId, to: 'bin' }] })
      return (await ask('/api/letters/delete', { letterIds: [letterId] })).status
    }, id)
    assert.equal(done, 200)
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByRole('heading', { level: 1, name: 'Vi finner ikke brevet' }).waitFor()
    await heard(page, 'alert', /^Vi finner ikke brevet\. Det kan være slettet/)
    await contentIsGone(page, 'Vi sees mandag')
  })

  it('says so when it is not for this person any more', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'Bilde fra')
    await page.locator('.image-paper').waitFor()
    await page.route('**/api/letters/*', (route) => route.fulfill(answer(403, 'FORBIDDEN')))
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByText('Du har ikke tilgang til dette brevet.').first().waitFor()
    await contentIsGone(page, 'Bilde fra Solbakken barnehage')
  })

  it('leaves the page when the session has ended', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'foreldrebetaling')
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await page.route('**/api/**', (route) => route.fulfill(answer(401, 'SIGNED_OUT')))
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.waitForURL('**/signed-out')
    // and with it the memory of pdf.js
    for (let waits = 0; page.workers().length > 0; waits++) {
      assert.ok(waits < 300, 'the worker of pdf.js is still there')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await contentIsGone(page, 'redusert foreldrebetaling')
  })

  it('is closed again when the raised level lapses', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    let lapsed = false
    await page.route('**/api/session', async (route) => {
      const response = await route.fetch()
      if (!response.ok()) return route.fulfill({ response })
      const session = (await response.json()) as Session
      const levelEndsAt = lapsed ? null : new Date(Date.now() + 6_000).toISOString()
      return route.fulfill({ response, json: { ...session, levelEndsAt, ...(lapsed && { level: 'PASSWORD' }) } })
    })
    await signIn(page, 'Kari Nordmann', /to steg/i)
    await page.goto('/inbox')
    await openLetter(page, 'Vedtak som krever to steg')
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await page.route('**/api/letters/*', async (route) => {
      if (!lapsed) return route.fallback()
      const response = await route.fetch()
      const letter = (await response.json()) as { documents: object[] }
      const lock = { level: 'TWO_FACTOR', hidden: false }
      await route.fulfill({
        response,
        json: { ...letter, lock, documents: letter.documents.map((each) => ({ ...each, lock })) },
      })
    })
    lapsed = true
    await page.getByText('Statens prøveetat krever innlogging med to steg for dette brevet.').waitFor()
    await contentIsGone(page, 'årsoppgaven din')
  })
})

describe('documents with levels of their own', () => {
  it('lock themselves alone, and a hidden one tells neither type nor size', async () => {
    const text = new TextEncoder().encode('Hemmelig')
    await mailbox.send('Fjellvik kommune', {
      primaryDocument: { subject: 'Åpent brev', fileType: 'txt', content: text },
      attachments: [
        {
          ...{ subject: 'Svært privat', fileType: 'txt', content: text },
          ...{ authenticationLevel: 'TWO_FACTOR', sensitivityLevel: 'SENSITIVE' },
        },
      ],
    })
    await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport: phone })
    await signIn(visited.page, 'Kari Nordmann')
    await openLetter(visited.page, 'Åpent brev')
    await visited.page.locator('.text-paper').waitFor()
    const link = visited.page.locator('.attachment')
    await link.getByText('Krever sterkere innlogging').waitFor()
    assert.doesNotMatch(await link.innerText(), /TXT|\bB\b|kB|privat/)
    await link.click()
    await visited.page.getByText(/Dette vedlegget krever/).waitFor()
    await visited.page.locator('.letter-details summary').click()
    await visited.page.locator('.letter-activity').getByText('Brevet kom').waitFor()
    assert.doesNotMatch(await visited.page.content(), /Svært privat|OCTET/i)
  })
})
