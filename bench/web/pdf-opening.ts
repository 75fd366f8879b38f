import type { Page } from 'playwright-core'
import type { TestMailbox } from '../../packages/web/test/support/mailbox.ts'
import { lastMark } from './letters.ts'
import { type SignedIn, slowPhone } from './slow-phone.ts'

/** A letter's address opened with nothing in the cache, until the first page of its PDF has been drawn, in ms. */
export async function coldFirstPage(mailbox: TestMailbox, signedIn: SignedIn, path: string): Promise<number> {
  await using visited = await slowPhone(mailbox, signedIn)
  const { page } = visited
  await page.addInitScript(chooseThePages)
  await page.goto(path, { waitUntil: 'commit' })
  return await drawnAt(page)
}

/** The same from a click in the list, when the PDF reader has been fetched while the list was looked at, in ms. */
export async function warmFirstPage(mailbox: TestMailbox, signedIn: SignedIn, subject: string): Promise<number> {
  await using visited = await slowPhone(mailbox, signedIn)
  const { page } = visited
  await page.addInitScript(chooseThePages)
  await page.goto('/inbox')
  await page.locator('.row').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1000)
  await page.evaluate(() => {
    document.addEventListener('click', ({ timeStamp }) => Object.assign(window, { clickedAt: timeStamp }), true)
  })
  await page.locator('.row-link', { hasText: subject }).click()
  const at = await drawnAt(page)
  return at - (await page.evaluate(() => (window as unknown as { clickedAt: number }).clickedAt))
}

/** Runs in the page first: a phone shows the text of a tagged PDF unless one has chosen its pages. */
function chooseThePages(): void {
  localStorage.setItem('brevdue-reading', 'pages')
}

/** The moment when what the page draws last is seen on the canvas, in ms since the navigation. */
async function drawnAt(page: Page): Promise<number> {
  const drawn = await page.waitForFunction(({ x, y }) => {
    const canvas = document.querySelector<HTMLCanvasElement>('.pdf-page canvas')
    if (canvas === null) return false
    const at = [Math.round(canvas.width * x), Math.round(canvas.height * y)] as const
    const [red = 0, green = 0] = canvas.getContext('2d')?.getImageData(...at, 1, 1).data ?? []
    // white paper and a canvas still black are not it
    return red > 150 && green < 80 && performance.now()
  }, lastMark)
  return (await drawn.jsonValue()) as number
}
