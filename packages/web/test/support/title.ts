import type { Page } from 'playwright-core'

/** Waits until the tab is called that: it gets its name a moment after the page has been drawn. */
export async function titleIs(page: Page, title: string): Promise<void> {
  try {
    await page.waitForFunction((wanted) => document.title === wanted, title)
  } catch {
    throw new Error(`the tab is not called "${title}" but "${await page.title()}"`)
  }
}
