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
  await context.addInitScript(noteWhatIsSaid)
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
  // by the path alone: a host may be called localhost
  await page.waitForURL(({ pathname }) => /^\/(inbox|l|settings)(\/|$)/.test(pathname))
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

/**
 * Waits until one of the two live regions has said that, alone or together with something else. What it says is noted
 * as it comes: another sentence may take its place before anybody looks. What has been heard is not heard again.
 */
export async function heard(page: Page, region: 'status' | 'alert', words: RegExp): Promise<void> {
  const deadline = Date.now() + 30_000
  let said: string[] = []
  while (Date.now() < deadline) {
    said = await page.evaluate((id) => (window as unknown as Noting).said?.[id] ?? [], region)
    const at = said.findIndex((text) => runsOfSentences(text).some((run) => words.test(run)))
    if (at >= 0) {
      await page.evaluate(([id, n]) => (window as unknown as Noting).said?.[id]?.splice(0, n), [
        region,
        at + 1,
      ] as const)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nobody said ${words} in the region for ${region}, but: ${said.join(' | ')}`)
}

interface Noting {
  said?: Record<'status' | 'alert', string[]>
}

function noteWhatIsSaid(): void {
  if (window !== window.top) return // in a letter's own frame no script may run
  const said: Noting['said'] = { status: [], alert: [] }
  Object.assign(window, { said })
  document.addEventListener('DOMContentLoaded', () => {
    for (const id of ['status', 'alert'] as const) {
      const region = document.getElementById(`live-${id}`)
      const note = (): void => {
        if (region?.textContent) said[id].push(region.textContent)
      }
      if (region !== null) new MutationObserver(note).observe(region, { childList: true, characterData: true })
    }
  })
}

function runsOfSentences(text: string): string[] {
  const sentences = text.split(/(?<=[.!?]) /)
  return sentences.flatMap((_, from) =>
    sentences.slice(from).map((__, count) => sentences.slice(from, from + count + 1).join(' ')),
  )
}

/** The letter of the row with that subject: another one may be open before. */
export async function openLetter(page: Page, subject: string): Promise<void> {
  await page.locator('.row-link', { hasText: subject }).click()
  const opened = page.locator('.row-link[aria-current="true"]', { hasText: subject })
  // on a phone the letter covers the list
  await opened.waitFor({ state: 'attached' })
  await page.locator('.letter').waitFor()
}
