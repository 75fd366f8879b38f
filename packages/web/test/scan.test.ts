import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { setScan } from './support/scans.ts'
import { enter, heard, openLetter, phone, type Visit, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

const text = (subject: string) => ({
  subject,
  fileType: 'txt',
  content: new TextEncoder().encode(`Innholdet i ${subject}`),
})

async function inbox(language: 'nb' | 'nn' | 'en' = 'nb'): Promise<Visit> {
  const visited = await visit(mailbox.browser, mailbox.server.url, { language })
  await enter(visited.page, 'Kari Nordmann')
  await visited.page.goto('/inbox')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

/** Counts what the page does to get at content. */
function linksAskedFor(page: Page): { count: number } {
  const asked = { count: 0 }
  page.on('request', (request) => {
    if (/\/link$|\/content\//.test(request.url())) asked.count += 1
  })
  return asked
}

const words = {
  nb: ['Kontrolleres for virus', 'Vi sjekker brevet for virus. Du kan åpne det når vi er ferdige.', 'Åpne'],
  nn: ['Blir kontrollert for virus', 'Vi sjekkar brevet for virus. Du kan opne det når vi er ferdige.', 'Opne'],
  en: [
    'Being checked for viruses',
    'We are checking the letter for viruses. You can open it when we are done.',
    'Open',
  ],
} as const

describe('a letter that is being checked for viruses', () => {
  for (const language of ['nb', 'nn', 'en'] as const) {
    it(`waits, says when it is ready and opens when it is asked to (${language})`, async () => {
      const subject = `Ventende brev ${language}`
      await mailbox.send('Fjellvik kommune', { primaryDocument: text(subject) })
      await setScan(mailbox.server, subject, 'waiting')
      await using visited = await inbox(language)
      const { page, faults } = visited
      const asked = linksAskedFor(page)
      const [row, waiting, open] = words[language]
      assert.match(await page.locator('.row', { hasText: subject }).innerText(), new RegExp(row))
      await openLetter(page, subject)
      const card = page.locator('.scan-card')
      await card.getByText(waiting).waitFor()
      assert.equal(await page.getByRole('button', { name: /Last ned|Download/ }).count(), 0)
      await setScan(mailbox.server, subject, 'clean')
      await heard(page, 'status', /virus/)
      const button = card.getByRole('button', { name: open, exact: true })
      await button.waitFor()
      assert.equal(asked.count, 0, 'nothing has opened by itself')
      await page.locator('.row', { hasText: subject, hasNotText: row }).waitFor()
      await button.press('Enter')
      await page.getByText(`Innholdet i ${subject}`).waitFor()
      await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
      assert.deepEqual(faults, [])
    })
  }

  it('says so when a virus was found while one waited, and whom to ask', async () => {
    const subject = 'Smittet brev'
    await mailbox.send('Fjellvik kommune', {
      primaryDocument: text(subject),
      attachments: [text('Rent vedlegg'), text('Smittet vedlegg')],
    })
    await setScan(mailbox.server, subject, 'waiting')
    await setScan(mailbox.server, 'Smittet vedlegg', 'withheld')
    await using visited = await inbox()
    const { page, faults } = visited
    await openLetter(page, subject)
    await page.locator('.scan-card', { hasText: 'Kontrolleres for virus' }).waitFor()
    await setScan(mailbox.server, subject, 'withheld')
    await heard(page, 'alert', /^Dette dokumentet er stoppet/)
    const card = page.locator('.scan-card')
    await card.getByText('kan du spørre Fjellvik kommune').waitFor()
    assert.equal(await card.getByRole('button').count(), 0)
    assert.equal(await page.getByRole('button', { name: /Last ned|Skriv ut/ }).count(), 0)
    const attachments = page.locator('.attachment')
    assert.deepEqual(
      (await attachments.allInnerTexts()).map((one) => one.includes('Stoppet: mulig virus')),
      [false, true],
    )
    await attachments.nth(0).click()
    await page.getByText('Innholdet i Rent vedlegg').waitFor()
    await page.goBack()
    await attachments.nth(1).click()
    await page.locator('.scan-card', { hasText: 'Dette dokumentet er stoppet' }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('says no more than the check has found, and that an operator removed it', async () => {
    const subject = 'Stoppet brev'
    await mailbox.send('Fjellvik kommune', { primaryDocument: text(subject) })
    const said = {
      'over-limit': /større eller inneholder mer enn viruskontrollen.*Ingenting tyder på at det er farlig/,
      encrypted: /låst med passord.*Ingenting tyder på at det er farlig/,
      policy: /Vi fant ikke noe virus/,
      malware: /noe som ligner skadelig programvare/,
    } as const
    await setScan(mailbox.server, subject, 'withheld', 'policy')
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, subject)
    for (const [reason, words] of Object.entries(said)) {
      await setScan(mailbox.server, subject, 'withheld', reason as keyof typeof said)
      await page.reload()
      await page.locator('.scan-card').getByText(words).waitFor()
    }
    await setScan(mailbox.server, subject, 'destroyed')
    await page.reload()
    await page.locator('.scan-card').getByText('har fjernet dokumentet for godt').waitFor()
  })

  it('asks for a receipt only after the check, and after the person has', async () => {
    const subject = 'Brev med kvittering'
    const primaryDocument = { ...text(subject), openingReceipt: 'Kvittering' }
    await mailbox.send('Fjellvik kommune', { primaryDocument, attachments: [text('Vedlegg')] })
    await setScan(mailbox.server, subject, 'waiting')
    await using visited = await inbox()
    const { page } = visited
    await page.setViewportSize(phone)
    await openLetter(page, subject)
    const card = page.locator('.scan-card')
    await card.waitFor()
    assert.equal(await page.getByRole('button', { name: 'Åpne og send kvittering' }).count(), 0)
    await setScan(mailbox.server, subject, 'clean')
    await card.getByRole('button', { name: 'Åpne', exact: true }).click()
    await page.getByRole('button', { name: 'Åpne og send kvittering' }).click()
    await page.getByText(`Innholdet i ${subject}`).waitFor()
  })
})
