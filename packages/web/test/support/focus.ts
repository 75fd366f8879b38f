import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** The words of what has the focus, those of its label for a field; empty when nothing has. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent
    return element === document.body ? '' : (label ?? '')
  })
}

/** Waits until what has the focus says that. The page itself says everything, and is no place for the focus. */
export async function focusIsOn(page: Page, text: string): Promise<void> {
  const isThere = (wanted: string): boolean => {
    const element = document.activeElement
    return element?.matches('body, main') === false && (element.textContent?.includes(wanted) ?? false)
  }
  try {
    await page.waitForFunction(isThere, text)
  } catch {
    throw new Error(`the focus is not on "${text}" but on "${await focused(page)}"`)
  }
}

/** Waits until the heading of that level and of those very words has the focus. */
export async function focusIsOnHeading(page: Page, level: 1 | 2, words: string): Promise<void> {
  try {
    await page.waitForFunction(
      ([tag, wanted]) => document.activeElement?.tagName === tag && document.activeElement.textContent === wanted,
      [`H${level}`, words] as const,
    )
  } catch {
    throw new Error(`the focus is not on the heading "${words}" but on "${await focused(page)}"`)
  }
}

/** The subjects of the rows in the page, in their order. */
export function subjects(page: Page): Promise<string[]> {
  return page.locator('.row-subject').allTextContents()
}

/** Presses Tab until what has the focus says that; a person would give up after some sixty. */
export async function tabTo(page: Page, text: RegExp, fromTop = false): Promise<void> {
  await somethingToTabTo(page, text)
  if (fromTop) await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const seen: string[] = []
  for (let stop = 0; stop < 60; stop++) {
    const name = await focused(page)
    if (text.test(name)) return
    seen.push(name)
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab never reached ${text}: ${seen.join(' | ')}`)
}

/** Sixty presses of Tab take less time than a slow page needs to show what they shall lead to. */
async function somethingToTabTo(page: Page, { source, flags }: RegExp): Promise<void> {
  const isThere = ([words, how]: readonly [string, string]): boolean =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].some(
      (element) => {
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent
        return element.tabIndex >= 0 && element.checkVisibility() && new RegExp(words, how).test(label ?? '')
      },
    )
  try {
    await page.waitForFunction(isThere, [source, flags] as const)
  } catch {
    assert.fail(`nothing that Tab could lead to says /${source}/${flags}`)
  }
}
