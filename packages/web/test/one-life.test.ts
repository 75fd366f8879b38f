import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { focused, focusIsOn, tabTo } from './support/focus.ts'
import { secret, sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

const shownPdf = '.textLayer span:not(.markedContent), .text-view'

/** Writes down what the two live regions say, from before our own code runs. */
function listen(): void {
  const heard: string[] = []
  Object.assign(window, { heard })
  document.addEventListener('DOMContentLoaded', () => {
    for (const id of ['live-status', 'live-alert']) {
      const region = document.getElementById(id)
      if (region === null) {
        heard.push(`${id} is not in the page from the start`)
        continue
      }
      new MutationObserver(() => {
        if (region.textContent !== '') heard.push(`${id.slice(5)}: ${region.textContent}`)
      }).observe(region, { childList: true, characterData: true, subtree: true })
    }
  })
}

/** What was said since the last time, once that has been said. */
async function heard(page: Page, last: RegExp): Promise<string[]> {
  await page.waitForFunction(
    (source) => (window as unknown as { heard: string[] }).heard.some((line) => new RegExp(source, 'u').test(line)),
    last.source,
  )
  return page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
}

describe('a whole life without a mouse', () => {
  it('signs in, reads, steps up, sends a receipt, archives, undoes, bins, prints and signs out; focus and words at each step', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context, faults } = visited
    await page.addInitScript(listen)
    const press = (key: string) => page.keyboard.press(key)

    await page.goto('/sign-in')
    await page.getByRole('radio').first().waitFor()
    await tabTo(page, /^Kari Nordmann$/)
    await tabTo(page, /^Logg inn$/)
    await press('Enter')
    await page.locator('.row').first().waitFor()

    // open
    await tabTo(page, /foreldrebetaling/)
    await press('Enter')
    await page.locator(shownPdf).first().waitFor()
    await focusIsOn(page, 'Vedtak om redusert foreldrebetaling')
    await press('Escape')
    await page.waitForURL('**/inbox')
    await focusIsOn(page, 'foreldrebetaling')

    // receipt
    await arrowTo(page, /Varsel om vedtak/)
    await press('Enter')
    await page.locator('.ask-card').waitFor()
    await focusIsOn(page, 'Varsel om vedtak')
    await page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
    await tabTo(page, /^Åpne og send kvittering$/)
    await press('Enter')
    await page.locator(shownPdf).first().waitFor()
    await focusIsOn(page, 'Varsel om vedtak')
    const receipt = await heard(page, /^status: Åpningskvittering/)
    assert.match(
      receipt.join('\n'),
      /^status: Åpningskvittering sendt til Fjellvik kommune \d{1,2}\. \p{L}+ \d{4} kl\. \d\d\.\d\d\.$/mu,
    )
    assert.equal(receipt.filter((line) => /kvittering/.test(line)).length, 1, 'said once')
    await press('Escape')

    // stronger sign-in, cancelled and then done
    await arrowTo(page, /Skjermet brev/)
    await press('Enter')
    await page.locator('.ask-card').waitFor()
    await focusIsOn(page, 'Skjermet brev')
    await tabTo(page, /^Logg inn på nytt$/)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: /Logg inn på nytt/ }).waitFor()
    await tabTo(page, /^Avbryt$/)
    await press('Enter')
    const cancelled = await heard(page, /^alert: Du avbrøt/)
    const notTold = 'alert: Du avbrøt innloggingen. Brevet er fortsatt lukket, og avsenderen har ikke fått beskjed.'
    assert.ok(cancelled.includes(notTold), cancelled.join('\n'))
    await focusIsOn(page, 'Logg inn på nytt for å lese brevet')
    await tabTo(page, /^Logg inn på nytt$/)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: /Logg inn på nytt/ }).waitFor()
    await tabTo(page, /^Logg inn$/)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: secret.subject }).waitFor()
    await page.locator(shownPdf).first().waitFor()
    await focusIsOn(page, secret.subject)
    const raised = await heard(page, /^status: Du er logget inn på/)
    assert.ok(raised.includes('status: Du er logget inn på riktig nivå. Brevet er åpnet.'), raised.join('\n'))

    // print
    const printed = context.waitForEvent('page')
    await tabTo(page, /^Skriv ut/)
    await press('Enter')
    await (await printed).close()
    await page.bringToFront()
    await press('Escape')
    await page.waitForURL('**/inbox')
    await focusIsOn(page, secret.subject)

    // archive and undo
    await press(' ')
    await page.locator('.bulk-bar').waitFor()
    // what comes within the same moment is said in one breath
    await heard(page, /1 brev valgt$/)
    await tabTo(page, /^Arkiver$/, true)
    await press('Enter')
    assert.deepEqual(
      (await heard(page, /^status: Brevet er/)).filter((line) => !/valgt/.test(line)),
      ['status: Brevet er arkivert.'],
    )
    await page.locator('.row-link', { hasText: secret.subject }).waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.className === 'row-link')
    await press('Control+z')
    assert.deepEqual(await heard(page, /^status: Angret/), ['status: Angret. Brevet er tilbake i innboksen.'])
    await page.locator('.row-link', { hasText: secret.subject }).waitFor()
    await focusIsOn(page, secret.subject)

    // bin
    await press('Delete')
    assert.deepEqual(await heard(page, /^status: Brevet ligger/), ['status: Brevet ligger i papirkurven i 30 dager.'])
    await page.waitForFunction(() => document.activeElement?.className === 'row-link')

    // sign out
    await tabTo(page, /^Kari Nordmann$/, true)
    await press('Enter')
    await tabTo(page, /^Logg ut$/)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    assert.deepEqual(faults, [])
  })
})

async function arrowTo(page: Page, text: RegExp): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.matches('.row-link'))
  await page.keyboard.press('Home')
  for (let step = 0; step < 20; step += 1) {
    if (text.test(await focused(page))) return
    await page.keyboard.press('ArrowDown')
  }
  assert.fail(`no row ${text}`)
}
