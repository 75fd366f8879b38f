import type { TestMailbox } from '../../packages/web/test/support/mailbox.ts'
import { readNoted, type SignedIn, slowPhone } from './slow-phone.ts'

export interface FirstVisit {
  firstPaint: number
  largestPaint: number
  interactive: number
  blocked: number
  shift: number
}

/** Above this a task is felt: what is over it counts as blocked time. */
const unnoticed = 50

/** The inbox with nothing in the cache, until it has been quiet for two seconds. All in ms. */
export async function firstVisit(mailbox: TestMailbox, signedIn: SignedIn): Promise<FirstVisit> {
  await using visited = await slowPhone(mailbox, signedIn)
  const { page } = visited
  await page.goto('/inbox', { waitUntil: 'commit' })
  await page.locator('.row').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(2000)
  const { firstPaint, largestPaint, shift, longTasks } = await readNoted(page)
  const interactive = Math.max(firstPaint, ...longTasks.map(([, end]) => end))
  const blocked = longTasks.reduce((sum, [start, end]) => sum + end - start - unnoticed, 0)
  return { firstPaint, largestPaint, interactive, blocked, shift }
}
