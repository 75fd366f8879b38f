import type { Language } from '@brevdue/server/mailbox-contract'
import type { Browser, Page } from 'playwright-core'
import type { TestMailbox } from './mailbox.ts'
import type { View } from './views.ts'
import { desktop, phone, type VisitOptions, visit } from './visit.ts'

/** When all pictures are taken: a Monday morning. */
const pictureTime = new Date('2026-11-23T07:30:00.000Z')
export const sizes = { phone, desktop } as const
export type Size = keyof typeof sizes
export const languages: readonly Language[] = ['nb', 'nn', 'en']

export interface Picture {
  view: View
  size: Size
  language: Language
}

let read: Promise<typeof import('./town.ts')> | undefined

/** The dates in the town's letters are reckoned from the day on which its source is read. */
async function readOnThatMorning(): Promise<typeof import('./town.ts')> {
  const { now } = Date
  Date.now = () => pictureTime.getTime()
  try {
    return await import('./town.ts')
  } finally {
    Date.now = now
  }
}

/** The town of the views on that morning: its letters are dated before it, and its clock stands still. */
export async function startPictureTown(): Promise<TestMailbox> {
  let standing = false
  read ??= readOnThatMorning()
  const { startTown } = await read
  const mailbox = await startTown({ clock: () => (standing ? pictureTime : new Date()) })
  await dateLetters(mailbox)
  standing = true
  return mailbox
}

/** Spreads the letters over the weeks before, as they would have come. */
async function dateLetters({ server: { db } }: TestMailbox): Promise<void> {
  const hours = [0.2, 5, 26, 30, 50, 75, 99, 200, 9000]
  const letters = await db.selectFrom('letter').select(['id', 'mailbox_id']).orderBy('visible_at', 'desc').execute()
  const seen = new Map<string, number>()
  for (const { id, mailbox_id } of letters) {
    const at = seen.get(mailbox_id) ?? 0
    seen.set(mailbox_id, at + 1)
    const visible_at = new Date(pictureTime.getTime() - (hours[at] ?? 9000 + at * 24) * 3_600_000)
    await db.updateTable('letter').set({ visible_at }).where('id', '=', id).execute()
  }
}

/** What the views before have opened is closed again, so that the order of the pictures does not count. */
async function forgetReading({ server: { db } }: TestMailbox): Promise<void> {
  await db.updateTable('letter').set({ read_at: null }).execute()
  await db.updateTable('document').set({ opened_at: null, receipt_sent_at: null }).execute()
  await db.deleteFrom('activity').where('act', '<>', 'RECEIVED').execute()
  await db.deleteFrom('session').execute()
}

/** Opens the view and gives its picture as WebP, the same bytes each time. */
export async function takePicture(mailbox: TestMailbox, { view, size, language }: Picture): Promise<Buffer> {
  const options: VisitOptions = { language, viewport: sizes[size] }
  await forgetReading(mailbox)
  await using visited = await visit(mailbox.browser, mailbox.server.url, options)
  const { page } = visited
  await page.clock.setFixedTime(pictureTime)
  await view.open(page)
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.fonts.ready)
  // some views are of an answer that never comes
  await page.waitForLoadState('networkidle', { timeout: 4000 }).catch(() => undefined)
  await page.evaluate(hideChance)
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 55 })
  return Buffer.from(data, 'base64')
}

/** Runs in the page: ids are others at each start, and what moves stands still. */
function hideChance(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { currentNode: node } = walker
    const fixed = (node.nodeValue ?? '').replace(
      /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      '0190f3c1-7a52-7c3e-9d41-5b0e6f2a8c17',
    )
    if (fixed !== node.nodeValue) node.nodeValue = fixed
  }
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish()
    else {
      animation.pause()
      animation.currentTime = 400
    }
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { caret-color: transparent !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}

/**
 * How unlike two pictures are: 0 for the same, 1 for black and white. Each is looked at as 32 × 32 greys, so that the
 * smoothing of a letter's edge does not count.
 */
export async function unlikeness(browser: Browser, one: Buffer, other: Buffer): Promise<number> {
  const page: Page = await browser.newPage()
  try {
    return await page.evaluate(
      async (pictures) => {
        const side = 32
        const greys = await Promise.all(
          pictures.map(async (data) => {
            const image = new Image()
            image.src = `data:image/webp;base64,${data}`
            await image.decode()
            const canvas = document.createElement('canvas')
            canvas.width = canvas.height = side
            const context = canvas.getContext('2d')
            context?.drawImage(image, 0, 0, side, side)
            const pixels = context?.getImageData(0, 0, side, side).data ?? new Uint8ClampedArray()
            return Array.from({ length: side * side }, (_, at) => (pixels[at * 4] ?? 0) + (pixels[at * 4 + 1] ?? 0))
          }),
        )
        const [first = [], second = []] = greys
        return first.reduce((sum, grey, at) => sum + Math.abs(grey - (second[at] ?? 0)), 0) / (first.length * 510)
      },
      [one.toString('base64'), other.toString('base64')],
    )
  } finally {
    await page.close()
  }
}
