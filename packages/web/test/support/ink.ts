import type { Page } from 'playwright-core'

/** Waits until a page of the letter shows something dark on its paper. @param number of the page, from 1 */
export async function inkOn(page: Page, number = 1): Promise<void> {
  await page.waitForFunction((nth) => {
    const canvases = document.querySelectorAll<HTMLCanvasElement>(`.pdf-page[data-page="${nth}"] canvas`)
    let dark = 0
    for (const canvas of canvases) {
      if (canvas.width === 0 || canvas.height === 0) continue
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100 && data[at + 3] === 255) dark++
    }
    return dark > 30
  }, number)
}
