import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { heard, openLetter, signIn, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Hei')

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (const subject of ['Brev fra banken', 'Brev fra kommunen']) {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } })
  }
  await mailbox.send('Elvedal Bank', {
    primaryDocument: { subject: 'Brev med kvittering', fileType: 'txt', content, openingReceipt: 'bank@example.com' },
    attachments: [{ subject: 'Vilkår', fileType: 'txt', content }],
  })
})
after(() => mailbox[Symbol.asyncDispose]())

const focused = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`)

async function inbox() {
  const visited = await visit(mailbox.browser, mailbox.server.url)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

describe('without a network', () => {
  it('a letter keeps what the list knows of it, and opens by itself when the network is back', async () => {
    await using visited = await inbox()
    const { page, context } = visited
    await context.setOffline(true)
    await openLetter(page, 'Brev fra banken')
    await page.locator('.letter').getByText('Du er uten nett.').waitFor()
    assert.equal(await focused(page), 'H1 Brev fra banken')
    await context.setOffline(false)
    await page.locator('.paper').getByText('Hei').waitFor()
    await heard(page, 'status', /^Du er på nett igjen\./)
  })

  it('a filter keeps the letter open, and its answer comes when the network is back', async () => {
    await using visited = await inbox()
    const { page, context } = visited
    await openLetter(page, 'Brev fra banken')
    await page.locator('.paper').getByText('Hei').waitFor()
    await page.locator('.row[data-unread="false"]', { hasText: 'banken' }).waitFor()
    await context.setOffline(true)
    await page.getByText('Uleste', { exact: true }).click()
    await page.locator('.offline-notice').waitFor()
    assert.equal(await page.locator('.paper').innerText(), 'Hei')
    await context.setOffline(false)
    await page.locator('.row', { hasText: 'banken' }).waitFor({ state: 'detached' })
    assert.equal(await page.locator('.paper').innerText(), 'Hei')
  })
})

describe('a letter that is not there', () => {
  it('says so, in the title too, and takes the focus as a letter would', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.route('**/api/letters/*', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"code":"NOT_FOUND"}' }),
    )
    await page.locator('.row-link', { hasText: 'kommunen' }).click()
    await page.getByRole('heading', { level: 1, name: 'Vi finner ikke brevet' }).waitFor()
    assert.equal(await focused(page), 'H1 Vi finner ikke brevet')
    assert.equal(await page.title(), 'Vi finner ikke brevet – Brevdue')
  })
})

describe("an attachment's own address", () => {
  it('asks for the receipt of the letter first, and sends it once', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'Brev med kvittering')
    const attachment = await page.evaluate(async () => {
      const letter = await (await fetch(location.pathname.replace('/inbox', '/api/letters'))).json()
      return `/inbox/${letter.id}/${letter.documents[1].id}`
    })
    const asked: string[] = []
    page.on('request', (request) => {
      if (/\/(link|receipt)$/.test(request.url())) asked.push(request.url().replace(/.*\//, ''))
    })
    await page.goto(attachment)
    await page.getByText('Elvedal Bank ber om åpningskvittering.').waitFor()
    assert.deepEqual(asked, [])
    await page.getByRole('button', { name: 'Åpne og send kvittering' }).dblclick()
    await page.locator('.paper').getByText('Hei').waitFor()
    assert.deepEqual(asked, ['receipt', 'link'])
  })
})
