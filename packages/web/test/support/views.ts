import type { LetterPage, Session } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'
import { accountViews } from './account-views.ts'
import { comeBack } from './network.ts'
import { placeViews } from './place-views.ts'
import { enter, openLetter } from './visit.ts'

export interface View {
  name: string
  /** Brings a page of a fresh visit there. */
  open: (page: Page) => Promise<void>
}

const senderContent = '.textLayer span:not(.markedContent), .text-page p'

/** Letters are found by their place in the list, since hidden ones have other words in each language. */
const letterView = (name: string, subject: string, shown: string, act?: (page: Page) => Promise<void>): View => ({
  name,
  async open(page) {
    await inbox(page)
    await openLetter(page, subject)
    await page.locator(shown).first().waitFor()
    await act?.(page)
  },
})

const publicView = (name: string, path: string, shown = 'h1'): View => ({
  name,
  async open(page) {
    await page.goto(path)
    await page.locator(shown).first().waitFor()
  },
})

const privateView = (name: string, path: string, shown = 'h1'): View => ({
  name,
  async open(page) {
    await enter(page, 'Kari Nordmann')
    await page.goto(path)
    await page.locator(shown).first().waitFor()
    // parts of the settings come from answers of their own
    await page.waitForLoadState('networkidle')
  },
})

/** Every page and every state that a person can meet. */
export const views: readonly View[] = [
  publicView('sign-in', '/sign-in', 'form'),
  publicView('signed-out', '/signed-out'),
  publicView('help', '/help'),
  publicView('accessibility', '/accessibility'),
  publicView('privacy', '/privacy'),
  publicView('missing page', '/nothing-here'),
  { name: 'inbox', open: inbox },
  letterView('pdf letter', 'foreldrebetaling', senderContent),
  letterView('html letter', 'stans av vann', 'iframe'),
  letterView('text letter', 'Takk for praten', '.text-paper'),
  letterView('image letter', 'Bilde fra', '.paper-bar'),
  letterView('locked letter', 'Vedtak som krever to steg', '.ask-card'),
  letterView('receipt', 'Varsel om vedtak', '.ask-card'),
  letterView('invoice', 'Faktura', senderContent),
  letterView('details', 'Takk for praten', '.text-paper', async (page) => {
    await page.locator('.letter-details summary').click()
    await page.locator('.letter-details dl').waitFor()
  }),
  letterView('attachment', 'foreldrebetaling', '.attachment', async (page) => {
    await page.locator('.attachment').nth(1).click()
    await page.locator('.text-paper').waitFor()
  }),
  {
    name: 'hidden letter',
    async open(page) {
      await inbox(page)
      await page.locator('.row-link').nth(3).click()
      await page.locator('.ask-card').waitFor()
    },
  },
  letterView('step-up', 'Vedtak som krever to steg', '.ask-card', async (page) => {
    await page.locator('.ask-card a').first().click()
    await page.locator('form').waitFor()
  }),
  letterView('step-up cancelled', 'Vedtak som krever to steg', '.ask-card', async (page) => {
    await page.locator('.ask-card a').first().click()
    await page.locator('form button[type=button]').click()
    await page.locator('.letter .ds-alert').waitFor()
  }),
  letterView('step-up too low', 'Vedtak som krever to steg', '.ask-card', async (page) => {
    await page.locator('.ask-card a').first().click()
    await page.locator('form input[value="PASSWORD"]').check()
    await page.locator('form button[type=submit]').click()
    await page.locator('.letter .ds-alert').waitFor()
  }),
  {
    name: 'slow list',
    async open(page) {
      await enter(page, 'Kari Nordmann')
      await page.route('**/api/letters?*', () => undefined)
      await page.goto('/inbox')
      await page.locator('.row-skeleton').first().waitFor()
    },
  },
  {
    name: 'account menu',
    async open(page) {
      await inbox(page)
      await page.locator('.account-trigger').click()
      await page.locator('.account-menu').waitFor()
    },
  },
  {
    name: 'about the sender',
    async open(page) {
      await inbox(page)
      await openLetter(page, 'Takk for praten')
      await page.locator('.about-sender-trigger').click()
      await page.locator('.ds-popover:popover-open').waitFor()
    },
  },
  {
    name: 'list error',
    async open(page) {
      await page.route('**/api/letters?*', (route) => route.fulfill({ status: 500 }))
      await enter(page, 'Kari Nordmann')
      await page.goto('/inbox')
      await page.locator('.list-failure').waitFor()
    },
  },
  {
    name: 'letter error',
    async open(page) {
      await page.route('**/link', (route) => route.fulfill({ status: 500 }))
      await inbox(page)
      await openLetter(page, 'Takk for praten')
      await page.locator('.paper .ds-alert').waitFor()
    },
  },
  {
    name: 'offline',
    async open(page) {
      await inbox(page)
      await page.route('**/api/letters?*', (route) => route.abort())
      await comeBack(page)
      await page.locator('.offline-notice').waitFor()
    },
  },
  {
    name: 'unknown letter',
    async open(page) {
      await enter(page, 'Kari Nordmann')
      await page.goto('/inbox/0190f000-0000-7000-8000-000000000000')
      await page.locator('.full-message h1').waitFor()
    },
  },
  {
    name: 'empty inbox',
    async open(page) {
      await enter(page, 'Ola Nordmann')
      await page.goto('/inbox')
      await page.locator('.list-empty').waitFor()
    },
  },
  {
    name: 'none unread',
    async open(page) {
      await enter(page, 'Ola Nordmann')
      await page.goto('/inbox?unread=1')
      await page.locator('.list-empty').waitFor()
    },
  },
  {
    name: 'new letters',
    async open(page) {
      await page.route('**/api/letters?*', async (route) => {
        const answer = await route.fetch()
        const body = (await answer.json()) as LetterPage
        await route.fulfill({ json: { ...body, letters: body.letters.slice(2) } })
      })
      await inbox(page)
      await page.unroute('**/api/letters?*')
      await comeBack(page)
      await page.locator('.fresh-letters').waitFor()
    },
  },
  {
    name: 'session ending',
    async open(page) {
      await page.route('**/api/s*', async (route) => {
        const answer = await route.fetch()
        if (!answer.ok() || route.request().url().endsWith('/sign-out')) return route.fulfill({ response: answer })
        const session = (await answer.json()) as Session
        // by the server's clock, which stands still where pictures are taken
        const endsAt = new Date(Date.parse(session.since) + 150_000).toISOString()
        await route.fulfill({ response: answer, json: { ...session, endsAt } })
      })
      await inbox(page)
      await page.locator('dialog[open]').waitFor()
    },
  },
  {
    name: 'shortcut help',
    async open(page) {
      await page.addInitScript(() => localStorage.setItem('brevdue-preferences', '{"shortcuts":true}'))
      await inbox(page)
      await page.locator('.row-link').first().focus()
      await page.keyboard.press('?')
      await page.locator('dialog[open]').waitFor()
    },
  },
  {
    name: 'service down',
    async open(page) {
      await enter(page, 'Kari Nordmann')
      await page.route('**/api/session', (route) => route.fulfill({ status: 503 }))
      await page.goto('/inbox')
      await page.locator('main h1 ~ button').waitFor()
    },
  },
  privateView('settings', '/settings', '#sign-ins li'),
  privateView('help, signed in', '/help'),
  ...placeViews,
  ...accountViews,
]

async function inbox(page: Page): Promise<void> {
  await enter(page, 'Kari Nordmann')
  await page.goto('/inbox')
  await page.locator('.row').first().waitFor()
}
