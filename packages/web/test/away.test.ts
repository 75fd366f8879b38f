import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { focusIsOnHeading } from './support/focus.ts'
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
    // what shows letters is fetched while the list is at rest, and what shows PDF last; without it no letter opens by itself
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/pdf-paper-') && name.endsWith('.js')),
    )
    await context.setOffline(true)
    await openLetter(page, 'Brev fra banken')
    await page.locator('.letter').getByText('Du er uten nett.').waitFor()
    await focusIsOnHeading(page, 1, 'Brev fra banken')
    // the list has noticed it too, and can tell when it is over
    await page.locator('.offline-notice').waitFor()
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
    await focusIsOnHeading(page, 1, 'Vi finner ikke brevet')
    await page.waitForFunction(() => document.title === 'Vi finner ikke brevet – Brevdue')
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

describe('a part of the page that cannot be fetched', () => {
  const scripts = '**/*.js'

  it('loads nothing anew when it was only fetched ahead, and when a letter needs it, it says so in its place', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/sign-in')
    await page.locator('form').waitFor()
    let refused = 0
    await page.route(scripts, (route) => {
      refused++
      return route.abort()
    })
    await page.getByRole('radio', { name: 'Kari Nordmann' }).check()
    await page.locator('form button[type=submit]').click()
    await page.locator('.row').first().waitFor()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 10_000 })))
    await page.locator('.account-trigger').click()
    await page.locator('.account-menu a[href="/settings"]').click()
    await page.locator('.part-failure').getByText('Vi fikk ikke hentet denne delen').waitFor()
    assert.ok(refused > 0)
    await page.goBack()
    await page.locator('.row').first().waitFor()
    await page.unroute(scripts)
    await page.goForward()
    await page.locator('.part-failure').getByRole('button', { name: 'Prøv igjen' }).click()
    await page.locator('.settings').waitFor()
  })

  it('because a newer version is in place loads the page anew', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.evaluate(() => Object.assign(window, { before: true }))
    await page.route('**/inbox', (route) => route.fulfill({ body: '<script type="module" src="/newer.js"></script>' }))
    const loaded = page.waitForEvent('load')
    await page.evaluate(() => window.dispatchEvent(new Event('vite:preloadError')))
    await loaded
    assert.equal(await page.evaluate(() => 'before' in window), false)
  })
})
