import type { Locator, Page } from 'playwright-core'

const furthest = 120

/** Tab until that has the focus: what somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < furthest; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(target)}`)
}

/** The button or link of that very name, by Tab and Enter. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const called = { name, exact: true }
  const target = page.getByRole('button', called).or(page.getByRole('link', called)).first()
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Into the field with that label. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}
