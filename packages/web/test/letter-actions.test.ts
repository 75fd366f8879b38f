import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { heard, openLetter, phone, signIn, type Visit, type VisitOptions, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

async function reading(subject: string, options: VisitOptions = {}, path = '/inbox'): Promise<Visit> {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.goto(path)
  await openLetter(visited.page, subject)
  await visited.page.locator('.letter-actions').waitFor()
  return visited
}

const actions = async (page: Page): Promise<string[]> => {
  const buttons = await page.locator('.letter-actions > button').all()
  const shown: string[] = []
  for (const button of buttons)
    if (await button.isVisible()) shown.push((await button.innerText()).split('\n')[0]?.trim() ?? '')
  return shown
}

const menu = async (page: Page): Promise<string[]> => {
  await page.getByRole('button', { name: 'Mer', exact: true }).click()
  await page.locator('.letter-actions li:visible').first().waitFor()
  const entries = await page.locator('.letter-actions li:visible').allInnerTexts()
  await page.keyboard.press('Escape')
  return entries.map((entry) => entry.trim())
}

describe('the actions of a letter', () => {
  it('are all in sight on a wide screen but the rare ones, and two on a phone', async () => {
    await using wide = await reading('Takk for praten', { viewport: { width: 1600, height: 900 } })
    await wide.page.locator('.text-paper').waitFor()
    assert.deepEqual(await actions(wide.page), ['Arkiver', 'Last ned', 'Skriv ut', 'Til papirkurven', 'Mer'])
    await wide.page.locator('.row[data-selected="true"][data-unread="false"]').waitFor()
    assert.deepEqual(await menu(wide.page), ['Merk som ulest', 'Detaljer'])
    await using small = await reading('Takk for praten', { viewport: phone })
    await small.page.locator('.text-paper').waitFor()
    assert.deepEqual(await actions(small.page), ['Arkiver', 'Last ned', 'Mer'])
    assert.deepEqual(await menu(small.page), ['Skriv ut', 'Til papirkurven', 'Merk som ulest', 'Detaljer'])
  })

  it('put it in the archive, from there back, in the bin, and out of it again', async () => {
    // wide enough for each action to have a button of its own
    await using visited = await reading('Bilde fra høstturen', { viewport: { width: 1600, height: 900 } })
    const { page, faults } = visited
    const row = page.locator('.row', { hasText: 'Bilde fra' })
    const actions = page.locator('.letter-actions')
    /** Off the list at once; leaving the page before the server knows would take it back. */
    const move = async (name: string): Promise<void> => {
      const moved = page.waitForResponse('**/api/letters/move')
      await actions.getByRole('button', { name, exact: true }).click()
      await row.waitFor({ state: 'detached' })
      await moved
    }
    await move('Arkiver')
    await heard(page, 'status', /^Brevet er arkivert\./)
    await page.goto('/archive')
    await openLetter(page, 'Bilde fra')
    await actions.getByRole('button', { name: 'Mer', exact: true }).click()
    await move('Flytt til innboksen')
    await page.goto('/inbox')
    await openLetter(page, 'Bilde fra')
    await move('Til papirkurven')
    await page.goto('/bin')
    await openLetter(page, 'Bilde fra')
    await move('Gjenopprett')
    await page.goto('/inbox')
    await page.locator('.row', { hasText: 'Bilde fra' }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('of a closed letter fetch nothing, but put it away unseen', async () => {
    await using visited = await reading('Varsel om vedtak')
    assert.deepEqual(await actions(visited.page), ['Arkiver', 'Til papirkurven'])
  })

  it('of an attachment fetch and print it', async () => {
    await using visited = await reading('foreldrebetaling')
    await visited.page.getByRole('link', { name: /Kvittering for søknaden/ }).click()
    await visited.page.locator('.text-paper').waitFor()
    assert.deepEqual(await actions(visited.page), ['Last ned', 'Skriv ut'])
  })

  it('lead to the browser’s own viewer and to the details', async () => {
    await using visited = await reading('foreldrebetaling')
    const { page, context } = visited
    // the letter's own fetching is over: what comes after it is the tab's
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await page.getByRole('button', { name: 'Mer', exact: true }).click()
    const [tab, fetched] = await Promise.all([
      context.waitForEvent('page'),
      context.waitForEvent('response', (response) => response.url().includes('/content/')),
      page.getByRole('button', { name: 'Åpne i nettleserens PDF-visning' }).click(),
    ])
    assert.equal(fetched.headers()['content-type'], 'application/pdf')
    await tab.close()
    await page.getByRole('button', { name: 'Mer', exact: true }).click()
    await page.locator('.letter-actions').getByRole('button', { name: 'Detaljer' }).click()
    await page.locator('.letter-details dl').waitFor()
    await page.locator('.letter-details summary:focus').waitFor()
  })
})

describe('the details of a letter', () => {
  it('tell its own activity, asked for only when they are opened', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const { page } = visited
    const asked: string[] = []
    page.on('request', (request) => request.url().endsWith('/activity') && asked.push(request.url()))
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Faktura for november')
    await page.locator('.paper-bar').waitFor()
    assert.deepEqual(asked, [])
    await page.locator('.letter-details summary').click()
    const activity = page.locator('.letter-activity')
    await activity.getByText('Brevet kom').waitFor()
    await activity.getByText('Åpnet').first().waitFor()
    assert.match(await activity.innerText(), /Åpnet\s+\d+\.\s\w+\s\d{4}\skl\.\s\d\d\.\d\d,\svanlig\sinnlogging/)
    assert.equal(asked.length, 1)
    await page.getByRole('button', { name: 'Kopier til brukerstøtte' }).click()
    await heard(page, 'status', /^Kopiert\.$/)
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    assert.match(copied, /^Letter: \S+\nDocument: \S+\nReference: .*\nReceived: \S+\nSHA-256: \S+$/)
    assert.doesNotMatch(copied, /Faktura|Tindra/)
  })

  it('say when the activity cannot be had, and can be tried again', async () => {
    await using visited = await reading('Takk for praten')
    const { page } = visited
    await page.route('**/activity', (route) => route.fulfill({ status: 500 }))
    await page.locator('.letter-details summary').click()
    await page.locator('.letter-activity').getByText('Vi får ikke hentet aktiviteten akkurat nå.').waitFor()
    await page.unroute('**/activity')
    await page.locator('.letter-activity').getByRole('button', { name: 'Prøv igjen' }).click()
    await page.locator('.letter-activity').getByText('Brevet kom').waitFor()
  })
})
