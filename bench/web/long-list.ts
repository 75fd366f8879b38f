import type { LetterPage } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'
import type { TestMailbox } from '../../packages/web/test/support/mailbox.ts'
import { type SignedIn, slowPhone } from './slow-phone.ts'

export interface LongList {
  ready: number
  nodes: number
  frame: number
}

/** The pages of the real answers put together, as the page holds them after scrolling. */
export async function readRows(mailbox: TestMailbox, signedIn: SignedIn, count: number): Promise<LetterPage> {
  await using visited = await slowPhone(mailbox, signedIn, { slowNetwork: false })
  await visited.page.goto('/help')
  return await fetchRows(visited.page, count)
}

/**
 * The list with those rows at once: all of them in the page up to 300, beyond that those in view and around.
 *
 * @returns ms until they are painted, elements in the page, and the 95th of a hundred frames while scrolling in ms
 */
export async function longList(mailbox: TestMailbox, signedIn: SignedIn, json: LetterPage): Promise<LongList> {
  await using visited = await slowPhone(mailbox, signedIn, { slowNetwork: false })
  const { page } = visited
  await page.route('**/api/letters?*', (route) => route.fulfill({ json }))
  await page.goto('/inbox', { waitUntil: 'commit' })
  const shown = await page.waitForFunction((wanted) => {
    const rows = document.querySelectorAll('.row')
    const told = document.querySelector('[aria-setsize]')?.getAttribute('aria-setsize')
    return (rows.length === wanted || (rows.length > 6 && told === `${wanted}`)) && performance.now()
  }, json.letters.length)
  const ready = (await shown.jsonValue()) as number
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  await page.waitForTimeout(2000)
  return { ready, nodes, frame: await page.evaluate(frameWhileScrolling) }
}

function fetchRows(page: Page, count: number): Promise<LetterPage> {
  return page.evaluate(async (wanted) => {
    const read = async (cursor = ''): Promise<LetterPage> =>
      (await (await fetch(`/api/letters?place=inbox${cursor}`)).json()) as LetterPage
    let last = await read()
    const letters = [...last.letters]
    while (letters.length < wanted && last.nextCursor !== null) {
      last = await read(`&cursor=${last.nextCursor}`)
      letters.push(...last.letters)
    }
    if (letters.length < wanted) throw new Error(`there are only ${letters.length} letters`)
    return { ...last, letters: letters.slice(0, wanted), nextCursor: null }
  }, count)
}

/** Runs in the page: through the list at a finger's speed, to the end and back. */
async function frameWhileScrolling(): Promise<number> {
  const frames: number[] = []
  let step = 90
  let before = await new Promise<number>(requestAnimationFrame)
  while (frames.length < 100) {
    const place = window.scrollY
    window.scrollBy({ top: step, behavior: 'instant' })
    if (window.scrollY === place) step = -step
    const now = await new Promise<number>(requestAnimationFrame)
    frames.push(now - before)
    before = now
  }
  return frames.toSorted((a, b) => a - b)[94] ?? 0
}
