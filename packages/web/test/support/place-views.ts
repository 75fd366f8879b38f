import type { Letter, Moved, MoveRequest } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'
import { serveManyLetters } from './many-letters.ts'
import type { View } from './views.ts'
import { enter } from './visit.ts'

/** Siv's mailbox at a path, once that is there. */
const siv = (name: string, path: string, shown: string, act?: (page: Page) => Promise<void>): View => ({
  name,
  async open(page) {
    await enter(page, 'Siv Nordmann')
    await page.goto(path)
    await page.locator(shown).first().waitFor()
    await act?.(page)
  },
})

const ola = (name: string, path: string): View => ({
  name,
  async open(page) {
    await enter(page, 'Ola Nordmann')
    await page.goto(path)
    await page.locator('.list-empty').waitFor()
  },
})

const card = (name: string, subject: string, act?: (page: Page) => Promise<void>): View =>
  siv(name, '/inbox', '.row', async (page) => {
    await page.locator('.row-link', { hasText: subject }).click()
    await page.locator('.data-card').waitFor()
    await page.locator('.text-paper').waitFor()
    await act?.(page)
  })

async function selectTwo(page: Page): Promise<void> {
  await page.locator('.row-link').first().focus()
  await page.keyboard.press('Space')
  await page.locator('.bulk-bar').waitFor()
  await page.keyboard.press('Shift+ArrowDown')
}

/** Answers as the server would, and leaves the letters where they are for the next view. */
async function moveNothing(page: Page): Promise<void> {
  await page.route('**/api/letters/move', async (route) => {
    const { moves } = route.request().postDataJSON() as MoveRequest
    const json: Moved = { moved: moves.map(({ letterId, to }) => ({ letterId, from: 'inbox', to })) }
    await route.fulfill({ json })
  })
}

/** The first letter and its attachments, as they are when the scanner has said that of the letter. */
const scanned = (name: string, scan: 'checking' | 'withheld'): View => ({
  name,
  async open(page) {
    await page.route('**/api/letters/*', async (route) => {
      const answer = await route.fetch()
      const letter = (await answer.json()) as Letter
      const scanReason = scan === 'withheld' ? 'malware' : null
      const documents = letter.documents.map((one, at) => (at === 0 ? { ...one, scan, scanReason, card: null } : one))
      await route.fulfill({ json: { ...letter, checking: scan === 'checking', documents } })
    })
    await enter(page, 'Kari Nordmann')
    await page.goto('/inbox')
    await page.locator('.row-link', { hasText: 'foreldrebetaling' }).click()
    await page.locator('.scan-card').waitFor()
    await page.locator('.attachment').first().waitFor()
  },
})

export const placeViews: readonly View[] = [
  siv('archive', '/archive', '.row'),
  siv('bin', '/bin', '.row'),
  ola('empty archive', '/archive'),
  ola('empty bin', '/bin'),
  siv('selection', '/inbox', '.row', selectTwo),
  siv('undo bar', '/inbox', '.row', async (page) => {
    await moveNothing(page)
    await page.locator('.row-link').first().focus()
    await page.keyboard.press('Delete')
    await page.locator('.act-bar').waitFor()
  }),
  siv('delete for good', '/bin', '.row', async (page) => {
    await selectTwo(page)
    await page.locator('.bulk-acts button[data-color="danger"]').click()
    await page.locator('dialog[open]').waitFor()
  }),
  siv('letter in the bin', '/bin', '.row', async (page) => {
    await page.locator('.row-link').first().click()
    await page.locator('.text-paper').waitFor()
  }),
  {
    name: 'long list',
    async open(page) {
      await serveManyLetters(page, 400)
      await enter(page, 'Siv Nordmann')
      await page.goto('/inbox')
      await page.locator('.row').first().waitFor()
    },
  },
  card('appointment', 'Innkalling til time', async (page) => {
    await page.locator('.calendar-choice button').first().click()
    await page.locator('.calendar-panel').waitFor()
  }),
  card('debt collection', 'Betalingsoppfordring'),
  card('event', 'Valgkort'),
  card('link', 'Svar på tilbud om plass'),
  card('share request', 'Dokumenter til lånesøknaden'),
  card('receipt for a purchase', 'Kvittering for kjøpet'),
  scanned('letter being checked', 'checking'),
  scanned('letter withheld', 'withheld'),
]
