import type { BrowserContextOptions, Page } from 'playwright-core'
import type { TestMailbox } from '../../packages/web/test/support/mailbox.ts'
import { phone, type Visit, visit } from '../../packages/web/test/support/visit.ts'

/** The mailbox design, section 10. */
const slowLine = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8 }
const slowness = 4

export type SignedIn = NonNullable<BrowserContextOptions['storageState']>

/**
 * A phone that has never seen the mailbox and is signed in nevertheless: a new context, whose cache is empty, with the
 * cookies of somebody who has signed in elsewhere.
 */
export async function slowPhone(
  { browser, server }: TestMailbox,
  storageState: SignedIn,
  { slowNetwork = true } = {},
): Promise<Visit> {
  const visited = await visit(browser, server.url, { viewport: phone, storageState })
  const { page } = visited
  const debug = await page.context().newCDPSession(page)
  await debug.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  if (slowNetwork) {
    await debug.send('Network.enable')
    await debug.send('Network.emulateNetworkConditions', slowLine)
  }
  await page.addInitScript(watch)
  return visited
}

export interface Noted {
  firstPaint: number
  largestPaint: number
  shift: number
  /** Start and end, in ms since the navigation began. */
  longTasks: [number, number][]
}

/** Runs in the page before anything else does. */
function watch(): void {
  const noted: Noted = { firstPaint: 0, largestPaint: 0, shift: 0, longTasks: [] }
  Object.assign(window, { noted })
  const on = (type: string, note: (entry: PerformanceEntry) => void): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true })
  }
  on('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') noted.firstPaint = startTime
  })
  on('largest-contentful-paint', ({ startTime }) => {
    noted.largestPaint = startTime
  })
  on('layout-shift', (entry) => {
    noted.shift += (entry as PerformanceEntry & { value: number }).value
  })
  on('longtask', ({ startTime, duration }) => noted.longTasks.push([startTime, startTime + duration]))
}

export function readNoted(page: Page): Promise<Noted> {
  return page.evaluate(() => (window as unknown as { noted: Noted }).noted)
}
