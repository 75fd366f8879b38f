import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from './support/axe.ts'
import { sendCardLetters, written } from './support/card-letters.ts'
import { plainText } from './support/documents.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openLetter, signIn, type VisitOptions, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendCardLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox(options: VisitOptions = {}) {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  // midnight may come between the sending and the reading, and one day fewer would be left
  await visited.page.clock.setFixedTime(written)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}
async function openCard(page: Page, subject: string) {
  await openLetter(page, subject)
  await page.getByRole('heading', { level: 1, name: subject }).waitFor()
  const card = page.locator('.data-card')
  await card.waitFor()
  return card
}
/** With ordinary spaces, and one between any two texts. */
const words = async (page: Page) => (await page.locator('.data-card').innerText()).replace(/\s+/g, ' ')

describe('a way out of the mailbox', () => {
  it('names the domain and no sender, and a click asks before it leads there', async () => {
    await using visited = await inbox()
    const { page } = visited
    for (const [subject, domain] of [
      ['Svar på tilbud om plass', 'svar.solbakken.example'],
      ['Faktura for desember', 'min.tindra.example'],
      ['Innkalling til time', 'time.fjellvik.example'],
      ['Valgkort', 'val.fjellvik.example'],
    ] as const) {
      const card = await openCard(page, subject)
      await card.getByRole('link', { name: `Åpne ${domain}`, exact: true }).click()
      const dialog = page.getByRole('dialog', { name: `Lenke til ${domain}` })
      await dialog.waitFor()
      assert.equal(visited.page.context().pages().length, 1, 'nothing is opened yet')
      const open = dialog.getByRole('link', { name: `Åpne ${domain} i ny fane` })
      assert.match((await open.getAttribute('href')) ?? '', new RegExp(`^https://${domain}/`))
      assert.deepEqual(await axeViolations(page), [], subject)
      await dialog.getByRole('button', { name: 'Bli her' }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
  })

  it('shows a look-alike domain as the network writes it, and says what it may be', async () => {
    const subject = 'Lenke med fremmede bokstaver'
    await mailbox.send('Tindra Telekom', {
      primaryDocument: {
        subject,
        fileType: 'txt',
        content: new TextEncoder().encode(plainText),
        dataType: { name: 'externalLink', value: { url: 'https://nаv.example/' } },
      },
    })
    await using visited = await inbox()
    const { page } = visited
    const card = await openCard(page, subject)
    await card.getByRole('link', { name: 'Åpne xn--nv-7kc.example', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Lenke til xn--nv-7kc.example' })
    await dialog.getByText('Adressen har bokstaver utenfor a–z.').waitFor()
  })
})

describe('what the sender did not state', () => {
  /** Sends a letter with a data type, opens it and returns what its card says. */
  async function said(page: Page, subject: string) {
    await openCard(page, subject)
    return words(page)
  }
  const due = '2026-12-05T00:00:00+01:00'
  const odd = {
    'Kreditnota for november': {
      name: 'invoice',
      value: { dueDate: due, sum: '-350.00', creditorAccount: '99995500058', kid: '2026110000422' },
    },
    'Faktura på null': { name: 'invoice', value: { dueDate: due, sum: '0', creditorAccount: '99995500058' } },
    'Time uten slutt': { name: 'appointment', value: { startTime: '2026-12-05T10:00+01:00' } },
    'Time på null minutter': {
      name: 'appointment',
      value: { startTime: '2026-12-05T10:00+01:00', endTime: '2026-12-05T10:00:00+01:00' },
    },
    'Time som slutter først': {
      name: 'appointment',
      value: { startTime: '2026-12-05T10:00+01:00', endTime: '2026-12-05T09:00+01:00' },
    },
    'Bevis i lommeboken': {
      name: 'verifiable-credential-notice',
      value: { credentialId: 'abc-123', validFrom: '2026-01-01T12:00:00+01:00', title: 'Førerkort' },
    },
  } as const
  before(async () => {
    for (const [subject, dataType] of Object.entries(odd)) {
      const content = new TextEncoder().encode(plainText)
      await mailbox.send('Tindra Telekom', { primaryDocument: { subject, fileType: 'txt', content, dataType } })
    }
  })

  it('is not shown: no bill of a credit, no end of an appointment', async () => {
    await using visited = await inbox()
    const { page } = visited
    const credit = await said(page, 'Kreditnota for november')
    assert.match(
      credit,
      /^Kreditnota .*Du skal ikke betale noe\. Til gode 350,00 kr Oppgitt forfall lørdag 5\. desember 2026$/,
    )
    const nothing = await said(page, 'Faktura på null')
    assert.match(
      nothing,
      /^Faktura .*Du skal ikke betale noe\. Beløp 0,00 kr Oppgitt forfall lørdag 5\. desember 2026$/,
    )
    for (const subject of ['Time uten slutt', 'Time på null minutter']) {
      assert.match(await said(page, subject), / Når lørdag 5\. desember 2026 kl\. 10\.00 Legg i kalenderen$/)
    }
    const backwards = await said(page, 'Time som slutter først')
    assert.match(backwards, /kl\. 10\.00–09\.00 Avsenderen har oppgitt en slutt som er før starten\./)
    assert.match(
      await said(page, 'Bevis i lommeboken'),
      /Tittel Førerkort Gyldig fra 1\. januar 2026 kl\. 12\.00 Bevis-id abc-123$/,
    )
  })

  it('is not in the list either', async () => {
    await using visited = await inbox()
    for (const subject of ['Kreditnota for november', 'Faktura på null']) {
      assert.equal(await visited.page.locator('.row', { hasText: subject }).locator('.row-facts').count(), 0, subject)
    }
  })
})
