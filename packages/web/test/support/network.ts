import type { BrowserContext, Page } from 'playwright-core'

/** Takes the network away. The browser's switch takes effect a moment after it was turned: a page may still be served. */
export async function goOffline({ page, context }: { page: Page; context: BrowserContext }): Promise<void> {
  await context.setOffline(true)
  await reaches(page, false)
}

/** Gives it back, and waits until it is there. */
export async function goOnline({ page, context }: { page: Page; context: BrowserContext }): Promise<void> {
  await context.setOffline(false)
  await reaches(page, true)
}

async function reaches(page: Page, wanted: boolean): Promise<void> {
  await page.waitForFunction(
    (yes) =>
      fetch('/health/live').then(
        () => yes,
        () => !yes,
      ),
    wanted,
  )
}

/**
 * What happens when somebody comes back to the tab: the page asks for news. Told once the page is at rest: it shows rows a
 * moment before it listens.
 */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((done) => requestIdleCallback(done, { timeout: 5000 }))
    window.dispatchEvent(new Event('focus'))
  })
}
