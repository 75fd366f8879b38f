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
    await using visited = await reading('Bilde fra høstturen')
    const { page, faults } = visited
    await page.getByRole('button', { name: 'Arkiver' }).click()
    await page.locator('.row', { hasText: 'Bilde fra' }).waitFor({ state: 'detached' })
    await heard(page, 'status', /^Brevet er arkivert\./)
    await page.goto('/archive')
    await openLetter(page, 'Bilde fra')
    await page.getByRole('button', { name: 'Mer', exact: true }).click()
    await page.getByRole('button', { name: 'Flytt til innboksen' }).click()
    await page.locator('.row', { hasText: 'Bilde fra' }).waitFor({ state: 'detached' })
    await page.goto('/inbox')
    await openLetter(page, 'Bilde fra')
    await page
      .locator('.letter-actions')
      .getByText('Til papirkurven')
      .first()
      .click({ timeout: 3000 })
      .catch(async () => {
        await page.getByRole('button', { name: 'Mer', exact: true }).click()
        await page.getByRole('button', { name: 'Til papirkurven' }).click()
      })
    await page.locator('.row', { hasText: 'Bilde fra' }).waitFor({ state: 'detached' })
    await page.goto('/bin')
    await openLetter(page, 'Bilde fra')
    await page.getByRole('button', { name: 'Gjenopprett' }).click()
    await page.locator('.row', { hasText: 'Bilde fra' }).waitFor({ state: 'detached' })
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
    await page.getByRole('button', { name: 'Mer', exact: true }).click()
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Åpne i nettleserens PDF-visning' }).click(),
    ])
    const fetched = await context.waitForEvent('response', (response) => response.url().includes('/content/'))
    assert.equal(fetched.headers()['content-type'], 'application/pdf')
    await tab.close()
    await page.getByRole('button', { name: 'Mer', exact: true }).click()
    await page.locator('.letter-actions').getByRole('button', { name: 'Detaljer' }).click()
    await page.locator('.letter-details dl').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SUMMARY')
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
