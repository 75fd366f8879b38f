import type { Page } from 'playwright-core'

/** The words of what has the focus; empty when nothing has. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    return element === null || element === document.body ? '' : (element.textContent ?? '')
  })
}

/** Waits until what has the focus says that. */
export async function focusIsOn(page: Page, text: string): Promise<void> {
  try {
    await page.waitForFunction((wanted) => document.activeElement?.textContent?.includes(wanted), text, {
      timeout: 5000,
    })
  } catch {
    throw new Error(`the focus is not on "${text}" but on "${await focused(page)}"`)
  }
}

/** The subjects of the rows in the page, in their order. */
export function subjects(page: Page): Promise<string[]> {
  return page.locator('.row-subject').allTextContents()
}
