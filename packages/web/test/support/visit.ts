import type { AuthenticationLevel, Language, SandboxSignInOptions } from '@brevdue/server/mailbox-contract'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export const phone = { width: 360, height: 740 }
export const desktop = { width: 1280, height: 860 }

export interface Visit extends AsyncDisposable {
  page: Page
  context: BrowserContext
  /** CSP violations and errors on the console; a good visit leaves none. */
  faults: string[]
}

export interface VisitOptions extends BrowserContextOptions {
  language?: Language
}

/** A browser of its own, with the language chosen and every fault noted. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { language = 'nb', ...rest } = options
  const context = await browser.newContext({ viewport: desktop, baseURL: url, reducedMotion: 'reduce', ...rest })
  await context.addCookies([{ name: 'brevdue-language', value: language, url }])
  const faults: string[] = []
  await context.exposeBinding('noteFault', (_source, fault: string) => faults.push(fault))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const note = (window as unknown as { noteFault: (fault: string) => void }).noteFault
      note(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`)
    })
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (isFault(message.type(), message.text())) faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  const leave = async (): Promise<void> => {
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    for (const open of context.pages()) await open.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  }
  return { page, context, faults, [Symbol.asyncDispose]: leave }
}

/** Answers of 4xx are part of the play; pdf.js says in a warning that it gave up its worker. */
function isFault(type: string, text: string): boolean {
  if (/fake worker/i.test(text)) return true
  return type === 'error' && !/Failed to load resource: the server responded with a status of 4/.test(text)
}

export async function signIn(page: Page, name: string, level?: RegExp): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('radio', { name }).check()
  if (level !== undefined) await page.getByRole('radio', { name: level }).check()
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(/\/(inbox|l|settings)/)
}

/** Signs in as the page would, without the page: for tests that are about something else. */
export async function enter(page: Page, name: string, level: AuthenticationLevel = 'PASSWORD'): Promise<void> {
  const { request } = page.context()
  const options = (await (await request.get('/api/sign-in')).json()) as SandboxSignInOptions
  const personId = options.people.find((person) => person.name === name)?.id
  const headers = { 'x-brevdue-request': '1' }
  const answer = await request.post('/api/sign-in', { headers, data: { personId, level } })
  if (!answer.ok()) throw new Error(`${name} is not let in: ${answer.status()} ${await answer.text()}`)
}

/** Waits until one of the two live regions says that; regions are filled a moment after what they tell of. */
export async function heard(page: Page, region: 'status' | 'alert', words: RegExp): Promise<void> {
  await page.locator(`#live-${region}`, { hasText: words }).waitFor({ state: 'attached' })
}

export async function openLetter(page: Page, subject: string): Promise<void> {
  await page.locator('.row-link', { hasText: subject }).click()
  await page.locator('.letter').waitFor()
}
