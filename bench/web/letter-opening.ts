import type { Page } from 'playwright-core'
import type { TestMailbox } from '../../packages/web/test/support/mailbox.ts'
import { type SignedIn, slowPhone } from './slow-phone.ts'

/** From the click on a row until the letter's heading has been painted, in ms. */
export async function clickToHeading(mailbox: TestMailbox, signedIn: SignedIn, subject: string): Promise<number> {
  await using visited = await slowPhone(mailbox, signedIn)
  const { page } = visited
  await page.goto('/inbox')
  await page.locator('.row').first().waitFor()
  // who has just come looks at the list first
  await page.waitForTimeout(2000)
  return await clickAndAwait(page, subject, '#letter-heading')
}

/** From the click on the row of a tagged PDF until its text stands in the page, the PDF reader being there, in ms. */
export async function clickToText(mailbox: TestMailbox, signedIn: SignedIn, subject: string): Promise<number> {
  await using visited = await slowPhone(mailbox, signedIn)
  const { page } = visited
  await page.goto('/inbox')
  await page.locator('.row').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1000)
  return await clickAndAwait(page, subject, '.text-page p')
}

/** Clicks the row and waits until the element stands there and the frame after it has been painted. */
async function clickAndAwait(page: Page, subject: string, selector: string): Promise<number> {
  await page.evaluate((awaited) => {
    const painted = new Promise<number>((resolve) => {
      document.addEventListener(
        'click',
        ({ timeStamp }) => {
          const look = (): void => {
            if (document.querySelector(awaited) === null) return void requestAnimationFrame(look)
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
          }
          requestAnimationFrame(look)
        },
        { capture: true, once: true },
      )
    })
    Object.assign(window, { painted })
  }, selector)
  await page.locator('.row-link', { hasText: subject }).click()
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted)
}
