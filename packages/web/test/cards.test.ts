import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Language } from '@brevdue/server/mailbox-contract'
import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import { axeViolations } from './support/axe.ts'
import { cardLetters, sendCardLetters, written } from './support/card-letters.ts'
import { plainText } from './support/documents.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { desktop, heard, openLetter, signIn, type VisitOptions, visit } from './support/visit.ts'

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

/** In each language: the title, and something that only this card says. */
const titles: Record<string, Record<Language, RegExp>> = {
  'Faktura for desember': {
    nb: /^Faktura Opplysninger fra avsenderen Å betale 1 249,00 kr Forfall .*\(12 dager igjen\) Til konto 9999 55 00058/,
    nn: /^Faktura Opplysningar frå avsendaren Å betale 1 249,00 kr Forfall .*\(12 dagar att\)/,
    en: /^Invoice Information from the sender Amount due NOK 1,249\.00 Due date .*\(12 days left\)/,
  },
  Betalingsoppfordring: {
    nb: /^Inkasso .*\(for 3 dager siden\).*KID 7042 7960 4/,
    nn: /^Inkasso .*\(for 3 dagar sidan\)/,
    en: /^Debt collection .*\(3 days ago\)/,
  },
  'Innkalling til time': {
    nb: /^Time .*kl\. 1\d\.00–1\d\.30 Gjelder Årskontroll Oppmøte Oppmøte senest .* Parkering Det er gratis/,
    nn: /^Time .*Gjeld Årskontroll/,
    en: /^Appointment .*1\d:00–1\d:30 About Årskontroll Arrival/,
  },
  Valgkort: {
    nb: /^Arrangement .*Opningstider .*kl\. .*kl\. .*Vallokale Fjellvik skule .*Strekkode til bruk på valdagen 1234567890/,
    nn: /^Arrangement .*Skildring Velkomen/,
    en: /^Event .*Description Velkomen/,
  },
  'Svar på tilbud om plass': {
    nb: /Avsenderen viser til svar\.solbakken\.example\. Innholdet ligger ikke her, .* Frist .*\(9 dager igjen\)/,
    nn: /Avsendaren viser til svar\.solbakken\.example\. Innhaldet ligg ikkje her, /,
    en: /The sender refers to svar\.solbakken\.example\. The content is not here, /,
  },
  'Påmelding til høstfest': {
    nb: /Fristen gikk ut 3\. november 2020\. .* Prøv lenken likevel \(svar\.solbakken\.example\)/,
    nn: /Fristen gjekk ut 3\. november 2020\. .* Prøv lenkja likevel/,
    en: /The deadline was 3 November 2020\. .* Try the link anyway/,
  },
  'Dokumenter til lånesøknaden': {
    nb: /Du kan ikke svare her ennå\. .*Ingenting er delt\. Elvedal Bank ber om å få se dokumenter fra deg\. Formål: Behandling .* Varighet 30 dager .*984 661 185/,
    nn: /ber om å få sjå dokument frå deg\. .* Kor lenge 30 dagar/,
    en: /asks to see documents from you\. .* Duration 30 days/,
  },
  'Lønnsslipp for november': {
    nb: /^Lønnsslipp .*Utbetalt 12\. november 2026 Netto 32 450,00 kr/,
    nn: /^Lønsslipp/,
    en: /^Payslip .*Paid out 12 November 2026 Net amount NOK 32,450\.00/,
  },
  'Kvittering for kjøpet': {
    nb: /^Kvittering .*Kjøpet Vare Antall Pris Kaffe latte, stor, med havremelk 2 stk 89,80 kr .*Visa •••• 1234/,
    nn: /^Kvittering .*Vare Tal Pris/,
    en: /^Receipt .*Item Quantity Price .*NOK 89\.80/,
  },
  'Lånekortet ditt': {
    nb: /^Bevis .*Gjelder Kari Nordmann .*Lånekortnummer a-132415124 .*Gyldig til 5\. januar 2027/,
    nn: /^Bevis .*Utferda av Fjellvik bibliotek/,
    en: /^Certificate .*Valid until 5 January 2027/,
  },
  'Opplysninger om boligen din': {
    nb: /^Om boligen .*Matrikkelnummer 0301-208\/630 Bruksareal 59 m² .*Salg Dato 27\. juli 2017 Beløp 3 450 000,00 kr/,
    nn: /^Om bustaden .*Eigar Namn Kari Nordmann/,
    en: /^About the home .*Usable floor area 59 m²/,
  },
  'Pakke å hente': {
    nb: /^Hentemelding .*Status Klar til henting Hent innen .*Å betale ved henting 128,00 kr .*Vekt 3,5 kg/,
    nn: /^Hentemelding .*Hent innan/,
    en: /^Pick-up notice .*Ready to be picked up/,
  },
}

describe('every card', () => {
  for (const language of ['nb', 'nn', 'en'] as const) {
    it(`says what it holds and is accessible, in ${language}`, async () => {
      await using visited = await inbox({ language, viewport: desktop })
      const { page, faults } = visited
      for (const { subject } of cardLetters) {
        await openCard(page, subject)
        assert.match(await words(page), titles[subject]?.[language] ?? /^$/)
        assert.doesNotMatch(await words(page), /card\.|undefined|null|NaN|Invalid/, subject)
        assert.deepEqual(await axeViolations(page), [], subject)
      }
      assert.deepEqual(faults, [])
    })
  }

  it('fits 320 pixels, in dark, in forced colours, and with text at twice its size', async () => {
    const narrow = { width: 320, height: 640 }
    const forms: VisitOptions[] = [{ colorScheme: 'dark' }, { forcedColors: 'active' }, {}]
    for (const [index, form] of forms.entries()) {
      await using visited = await inbox({ viewport: narrow, ...form })
      const { page } = visited
      if (index === 2) await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      for (const { subject } of cardLetters) {
        await openCard(page, subject)
        const sideways = await page.evaluate(() => {
          const card = document.querySelector('.data-card')
          const { right = 0, left = 0 } = card?.getBoundingClientRect() ?? {}
          const out = [...document.querySelectorAll('.data-card *')].filter((inner) => {
            const box = inner.getBoundingClientRect()
            return box.width > 0 && (box.right > right + 1 || box.left < left - 1)
          })
          return [right > innerWidth, out.map(({ className }) => String(className))]
        })
        assert.deepEqual(sideways, [false, []], `${subject} ${JSON.stringify(form)}`)
        // colours forced by the system are beyond axe, and the rest of the page is the same
        if (form.colorScheme === 'dark') assert.deepEqual(await axeViolations(page), [], subject)
        await page.goBack()
        await page.locator('.row').first().waitFor()
      }
    }
  })

  it('is printed black on white, without what cannot be pressed on paper', async () => {
    await using visited = await inbox({ colorScheme: 'dark' })
    const card = await openCard(visited.page, 'Faktura for desember')
    await visited.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const [ground, ink] = await card.evaluate((element) => {
      const { backgroundColor, color } = getComputedStyle(element)
      return [backgroundColor, color]
    })
    assert.deepEqual([ground, ink], ['rgba(0, 0, 0, 0)', 'rgb(0, 0, 0)'])
    assert.equal(await card.locator('a:visible, button:visible').count(), 0)
    assert.doesNotMatch(await words(visited.page), /dager igjen/)
  })

  it('marks the sender’s language on the sender’s words, and only there', async () => {
    await using visited = await inbox({ language: 'en' })
    const card = await openCard(visited.page, 'Valgkort')
    assert.deepEqual(await card.locator('[lang="nn"]', { hasText: 'Fjellvik skule' }).count(), 1)
    assert.equal(await card.locator('[lang="nn"]', { hasText: 'Information from the sender' }).count(), 0)
  })

  it('lets no colour of the sender touch more than its edge', async () => {
    await using visited = await inbox()
    const card = await openCard(visited.page, 'Lånekortet ditt')
    const style = await card.evaluate((element) => {
      const { borderInlineStartColor, borderInlineStartWidth, backgroundColor, color } = getComputedStyle(element)
      return [borderInlineStartColor, borderInlineStartWidth, backgroundColor, color]
    })
    assert.deepEqual(style.slice(0, 2), ['rgb(180, 83, 42)', '4px'])
    assert.ok(!style.slice(2).includes('rgb(180, 83, 42)'))
  })
})

describe('the invoice', () => {
  it('copies account and KID as digits by the keyboard, and says so', async () => {
    await using visited = await inbox({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = visited
    await openCard(page, 'Faktura for desember')
    await page.getByRole('button', { name: 'Kopier konto' }).focus()
    await page.keyboard.press('Enter')
    await heard(page, 'status', /^Kontonummeret er kopiert\.$/)
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '99995500058')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await heard(page, 'status', /^KID er kopiert\.$/)
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '2026110000422')
  })

  it('marks the number for one’s own copying where the clipboard is refused', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })
    })
    await page.reload()
    await openCard(page, 'Faktura for desember')
    await page.getByRole('button', { name: 'Kopier KID' }).click()
    await heard(page, 'alert', /Nummeret er merket/)
    const marked = await page.evaluate(() => getSelection()?.toString())
    assert.equal(marked?.replace(/\s/g, ''), '2026110000422')
  })

  it('shows the domain on the button and the sender’s words only beside it', async () => {
    await using visited = await inbox()
    const card = await openCard(visited.page, 'Faktura for desember')
    const button = card.getByRole('link', { name: 'Åpne min.tindra.example', exact: true })
    assert.deepEqual(await Promise.all(['href', 'target', 'rel'].map((name) => button.getAttribute(name))), [
      'https://min.tindra.example/betal?id=4711',
      '_blank',
      'noopener noreferrer',
    ])
    assert.match(await words(visited.page), /Åpnes i ny fane\. Avsenderen kaller lenken «Betal regningen din nå»\./)
    assert.equal(await card.locator('.ds-button[data-variant="primary"], .ds-button:not([data-variant])').count(), 1)
  })
})

describe('the calendar file', () => {
  async function download(page: Page): Promise<{ name: string; event: ICAL.Event; text: string }> {
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    const text = await readFile(await file.path(), 'utf8')
    const component = ICAL.Component.fromString(text).getFirstSubcomponent('vevent')
    assert.ok(component)
    return { name: file.suggestedFilename(), event: new ICAL.Event(component), text }
  }

  it('is chosen and saved by the keyboard, and tells others only what one ticks', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openCard(page, 'Innkalling til time')
    const choice = page.getByRole('button', { name: 'Legg i kalenderen' })
    await choice.focus()
    assert.equal(await choice.getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('Enter')
    await page.getByText('Andre kan kanskje se kalenderen din.').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    const quiet = await download(page)
    assert.equal(quiet.event.summary, 'Avtale')
    assert.doesNotMatch(quiet.text, /legesenter|Innkalling|Storgata/)
    assert.match(quiet.name, /^\d{4}-\d\d-\d\d Fjellvik legesenter – Innkalling til time\.ics$/)
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    const telling = await download(page)
    assert.equal(telling.event.summary, 'Avtale: Innkalling til time')
    assert.equal(telling.event.location, 'Fjellvik legesenter, 2. etasje, Storgata 23, 0011 Oslo, Norge')
    const minutes = telling.event.endDate.toJSDate().getTime() - telling.event.startDate.toJSDate().getTime()
    assert.equal(minutes, 30 * 60_000)
  })

  it('is not offered for what is past', async () => {
    await using visited = await inbox()
    await openCard(visited.page, 'Betalingsoppfordring')
    assert.equal(await visited.page.getByRole('button', { name: 'Legg i kalenderen' }).count(), 0)
  })
})

describe('a link whose deadline has passed', () => {
  it('is still there, but no longer the first thing to do', async () => {
    await using visited = await inbox()
    const card = await openCard(visited.page, 'Påmelding til høstfest')
    const link = card.getByRole('link', { name: /Prøv lenken likevel/ })
    assert.equal(await link.getAttribute('data-variant'), 'secondary')
    assert.equal(await link.getAttribute('href'), 'https://svar.solbakken.example/fest')
  })
})

describe('the list', () => {
  it('says on a third line what is to be done and by when', async () => {
    await using visited = await inbox()
    const line = async (subject: string) =>
      (await visited.page.locator('.row', { hasText: subject }).locator('.row-facts').allInnerTexts()).join('')
    assert.match(await line('Faktura for desember'), /^1\s249,00\skr · forfall \d+\. \w+\.?( \d{4})?$/)
    assert.match(await line('Betalingsoppfordring'), /^3\s120,50\skr · forfalt /)
    assert.match(await line('Innkalling til time'), /^\d+\. \w+\.?( \d{4})? kl\. 1\d\.00$/)
    assert.match(await line('Svar på tilbud om plass'), /^på annen nettside · frist \d+\. /)
    assert.match(await line('Påmelding til høstfest'), /^Fristen gikk ut 3\. nov\. 2020$/)
    assert.match(await line('Pakke å hente'), /^128,00\skr · hent innen /)
    assert.equal(await line('Lønnsslipp for november'), '')
  })
})

describe('behind an opening receipt', () => {
  it('no card is there until the receipt is sent; then it comes by itself', async () => {
    const dataType = cardLetters[0]?.dataType
    assert.ok(dataType)
    const content = new TextEncoder().encode(plainText)
    const subject = 'Krav med kvittering'
    await mailbox.send('Tindra Telekom', {
      primaryDocument: { subject, fileType: 'txt', content, dataType, openingReceipt: 'ja' },
    })
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, subject)
    await page.locator('.ask-card').waitFor()
    assert.equal(await page.locator('.data-card').count(), 0)
    await page.getByRole('button', { name: 'Åpne og send kvittering' }).click()
    await page.locator('.data-card', { hasText: '9999' }).waitFor()
    await page.locator('.row[data-selected="true"][data-unread="false"]').waitFor()
  })
})
