import type { SignInMethods } from '@brevdue/server/built-in-contract'
import type { Session, SignInOptions } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'
import type { View } from './views.ts'
import { enter } from './visit.ts'

const provider: SignInOptions = { mode: 'oidc', name: 'ID-porten', available: true }
const builtIn: SignInOptions = { mode: 'built-in', password: true }
const at = '2026-11-02T09:00:00.000Z'
const nothingYet: SignInMethods = {
  ...{ passkeys: [], password: null, recoveryCodes: null, passwordPossible: true, mayChange: true },
}
const everything: SignInMethods = {
  ...nothingYet,
  passkeys: [
    { id: '1', name: 'Mobilen', addedAt: at, lastUsedAt: at },
    { id: '2', name: 'PC', addedAt: at, lastUsedAt: null },
  ],
  password: { emailAddress: 'kari.nordmann@eksempel.example', changedAt: at },
  recoveryCodes: 8,
}

interface Setting {
  options?: SignInOptions
  session?: Partial<Session>
  methods?: SignInMethods
}

/** The sandbox's server, whose answers are those of another way to sign in: what the page draws of them is real. */
async function pretend(page: Page, { options, session, methods }: Setting): Promise<void> {
  if (options !== undefined) await page.route('**/api/sign-in', (route) => route.fulfill({ json: options }))
  if (methods !== undefined) await page.route('**/api/sign-in-methods', (route) => route.fulfill({ json: methods }))
  if (session === undefined) return
  await enter(page, 'Kari Nordmann')
  await page.route('**/api/session', async (route) => {
    const answer = await route.fetch()
    const real = (await answer.json()) as Session
    await route.fulfill({ response: answer, json: { ...real, sandbox: false, ...session } })
  })
}

interface AccountView extends Setting {
  path: string
  shown: string
  act?: (page: Page) => Promise<void>
}

const accountView = (name: string, { path, shown, act, ...setting }: AccountView): View => ({
  name,
  async open(page) {
    await pretend(page, setting)
    await page.goto(path)
    await page.locator(shown).first().waitFor()
    await act?.(page)
  },
})

async function givePassword(page: Page): Promise<void> {
  const json = { expiresAt: '2026-11-23T12:00:00.000Z' }
  await page.route('**/api/sign-in/password', (route) => route.fulfill({ status: 202, json }))
  await page.locator('#email').fill('kari.nordmann@eksempel.example')
  await page.locator('#password').fill('en lang setning')
  await page.locator('form button[type=submit]').click()
  await page.locator('#email-code').waitFor()
}

async function makeCodes(page: Page): Promise<void> {
  const codes = Array.from({ length: 10 }, (_, number) => `k7m${number}-p2xq-9r${number}t`)
  await page.route('**/recovery-codes', (route) => route.fulfill({ status: 201, json: { codes } }))
  await page.locator('section[aria-labelledby=recovery-heading] button').click()
  await page.locator('.recovery-codes').waitFor()
}

/** Pages around the sign-in that the sandbox itself has not. */
export const accountViews: readonly View[] = [
  accountView('sign-in at a provider, failed', {
    ...{ path: '/sign-in?failed=unavailable', shown: '.trouble', options: provider },
  }),
  accountView('built-in sign-in, mistakes', {
    ...{ path: '/sign-in', shown: '#email', options: builtIn },
    async act(page) {
      await page.locator('form button[type=submit]').click()
      await page.locator('.ds-error-summary').waitFor()
    },
  }),
  accountView('code by e-mail', { path: '/sign-in', shown: '#email', options: builtIn, act: givePassword }),
  accountView('activation', { path: '/activate', shown: '#activation-code', options: builtIn }),
  accountView('recovery', { path: '/recovery', shown: '#recovery-code', options: builtIn }),
  accountView('setting up', {
    ...{ path: '/activate', shown: '#passkey-name', act: makeCodes },
    ...{ session: { method: 'activation' }, methods: { ...everything, recoveryCodes: null } },
  }),
  accountView('step-up by passkey', {
    ...{ path: '/sign-in?step-up=1', shown: '.way' },
    session: { method: 'password', stepUp: { letterId: 'x', level: 'TWO_FACTOR' } },
  }),
  accountView('settings of the built-in sign-in', {
    ...{ path: '/settings', shown: '#sign-ins li', session: { method: 'passkey' }, methods: everything },
    act: (page) => page.locator('#sessions .method-row').first().waitFor(),
  }),
]
