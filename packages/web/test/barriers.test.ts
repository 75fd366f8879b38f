import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { focusIsOnHeading } from './support/focus.ts'
import { secret, sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { heard, openLetter, signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox() {
  const visited = await visit(mailbox.browser, mailbox.server.url)
  await signIn(visited.page, 'Kari Nordmann')
  return visited
}

async function goToStepUp(page: Page, subject: string): Promise<void> {
  await openLetter(page, subject)
  await page.getByRole('link', { name: 'Logg inn på nytt' }).click()
  await page.waitForURL('**/sign-in?step-up=1')
  await page.getByRole('heading', { level: 1, name: 'Logg inn på nytt for å lese brevet' }).waitFor()
}

describe('a locked letter', () => {
  it('says what it needs, and has no way around it', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'Vedtak som krever to steg')
    await visited.page.getByText('Statens prøveetat krever innlogging med to steg for dette brevet.').waitFor()
    for (const name of ['Last ned', 'Skriv ut', 'Mer']) {
      assert.equal(await visited.page.getByRole('button', { name }).count(), 0, name)
    }
  })

  it('opens by itself after the stronger sign-in, with focus on its subject', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    await goToStepUp(page, 'Vedtak som krever to steg')
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await focusIsOnHeading(page, 1, 'Vedtak som krever to steg')
    await heard(page, 'status', /^Du er logget inn på riktig nivå\. Brevet er åpnet\.$/)
    await page.locator('.row', { hasText: secret.subject }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('stays closed when the sign-in is cancelled', async () => {
    await using visited = await inbox()
    await goToStepUp(visited.page, 'Vedtak som krever to steg')
    await visited.page.getByRole('button', { name: 'Avbryt' }).click()
    await visited.page.locator('.letter').getByText('Du avbrøt innloggingen.').waitFor()
    await focusIsOnHeading(visited.page, 2, 'Logg inn på nytt for å lese brevet')
    await heard(visited.page, 'alert', /^Du avbrøt innloggingen\./)
  })

  it('stays closed when the sign-in is too weak, and says which would do', async () => {
    await using visited = await inbox()
    await goToStepUp(visited.page, 'Vedtak som krever to steg')
    await visited.page.getByRole('radio', { name: 'Vanlig innlogging' }).check()
    await visited.page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await visited.page.locator('.letter').getByText('Logg inn med to steg.').waitFor()
    await focusIsOnHeading(visited.page, 2, 'Logg inn på nytt for å lese brevet')
  })

  it('leads back to the attachment that was locked', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'foreldrebetaling')
    const link = visited.page.getByRole('link', { name: /Beregning/ })
    const path = (await link.getAttribute('href')) ?? ''
    assert.match(path, /^\/inbox\/[^/]+\/[^/]+$/)
    await link.click()
    await visited.page.getByRole('link', { name: 'Logg inn på nytt' }).click()
    await visited.page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await visited.page.waitForURL(`**${path}`)
    await visited.page.locator('.textLayer span:not(.markedContent)').first().waitFor()
  })
})

describe('a hidden letter', () => {
  it('tells neither sender nor subject anywhere in the browser', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    const seen: string[] = []
    page.on('console', (message) => seen.push(message.text()))
    const answers: Promise<string>[] = []
    page.on('response', (response) => answers.push(response.text().catch(() => '')))
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Skjermet brev')
    await page.getByText('Avsenderen har skjermet dette brevet.').waitFor()
    await page.waitForFunction(() => document.title === 'Skjermet brev – Brevdue')
    seen.push(page.url(), await page.content(), ...(await Promise.all(answers)))
    seen.push(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])))
    const everything = seen.join('\n')
    assert.ok(everything.includes('Fjellvik kommune'), 'the search looks where letters are')
    assert.ok(!everything.includes(secret.sender))
    assert.ok(!everything.includes(secret.subject))
  })
})

describe('a letter that asks for a receipt', () => {
  it('stays closed until the person has agreed, then opens and says that the receipt is sent', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    const content: string[] = []
    page.on('request', (request) => {
      if (/\/content\/|\/link$/.test(request.url())) content.push(request.url())
    })
    await openLetter(page, 'Varsel om vedtak')
    await page.getByText('Fjellvik kommune ber om åpningskvittering.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Last ned' }).count(), 0)
    assert.deepEqual(content, [])
    assert.deepEqual(await openedEvents(), 0)

    await page.getByRole('link', { name: 'Ikke åpne nå' }).click()
    await page.waitForURL('**/inbox')
    await page.locator('.row[data-unread="true"]', { hasText: 'Varsel om vedtak' }).waitFor()

    await openLetter(page, 'Varsel om vedtak')
    await page.getByRole('button', { name: 'Åpne og send kvittering' }).click()
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await focusIsOnHeading(page, 1, 'Varsel om vedtak')
    const sent = /^Åpningskvittering sendt til Fjellvik kommune \d+\. \w+ \d{4} kl\. \d\d\.\d\d\.$/
    assert.match(await page.locator('.status-line').innerText(), sent)
    await heard(page, 'status', sent)
    assert.deepEqual(await openedEvents(), 1)
    assert.deepEqual(faults, [])
  })

  it('stays closed when the receipt cannot be sent', async () => {
    await mailbox.send('Fjellvik kommune', {
      primaryDocument: {
        ...{ subject: 'Enda et varsel', fileType: 'txt', openingReceipt: 'fjellvik@example.com' },
        content: new TextEncoder().encode('Varsel'),
      },
    })
    await using visited = await inbox()
    await visited.page.route('**/receipt', (route) => route.fulfill({ status: 500 }))
    await openLetter(visited.page, 'Enda et varsel')
    await visited.page.getByRole('button', { name: 'Åpne og send kvittering' }).click()
    await visited.page.locator('.letter').getByText('Vi fikk ikke sendt kvitteringen').waitFor()
    await visited.page.getByRole('button', { name: 'Åpne og send kvittering' }).waitFor()
  })
})

async function openedEvents(): Promise<number> {
  const { events } = await mailbox.server.db
    .selectFrom('event')
    .select((select) => select.fn.countAll<string>().as('events'))
    .where('type', '=', 'OPENED')
    .executeTakeFirstOrThrow()
  return Number(events)
}
