import type { Page } from 'playwright-core'

/** Another width, and the time in which the page finds its place in it: two frames, and whatever they gave it to do. */
export async function resize(page: Page, viewport: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(viewport)
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    await new Promise((done) => requestIdleCallback(done, { timeout: 5000 }))
  })
}

/** Until nothing in the page has changed for a quarter of a second: a letter is drawn bit by bit, and then marked as read. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(end, 250)
        const observer = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(end, 250)
        })
        observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true })
        function end(): void {
          observer.disconnect()
          resolve()
        }
      }),
  )
}

/** One h1, no level left out, one main, one nav in view, a title, and the language said. */
export function outlineFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility()
    const headings = [...document.querySelectorAll('h1, h2, h3, h4')].filter(seen)
    const levels = headings.map((heading) => Number(heading.tagName.slice(1)))
    const faults: string[] = []
    if (levels.filter((level) => level === 1).length !== 1) faults.push(`h1: ${levels.join(' ')}`)
    for (const [at, level] of levels.entries()) {
      if (at > 0 && level > (levels[at - 1] ?? 0) + 1) faults.push(`a level is left out: ${levels.join(' ')}`)
    }
    if ([...document.querySelectorAll('main')].filter(seen).length !== 1) faults.push('not one main')
    if ([...document.querySelectorAll('nav')].filter(seen).length > 1) faults.push('more than one nav in view')
    if (!/\S.* – Brevdue$/.test(document.title)) faults.push(`title: ${document.title}`)
    return faults
  })
}

/** What is wider than the window, PDF pages apart: they scroll in their own frame. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .filter((element) => element.closest('.pdf-pages') === null)
      .map((element) => `wider than the window: ${element.tagName}.${element.className}`)
  })
}

/** WCAG 2.5.8; links inside a sentence are exempt, and what stands under the page until it has the focus. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, summary, select, [role=button], [tabindex="0"]')]
      .filter((element) => element.checkVisibility() && element.closest('.pdf-page, .ds-skip-link') === null)
      .filter((element) => !(getComputedStyle(element).display === 'inline' && element.closest('p, li, td') !== null))
      .filter((element) => {
        const target = element.closest('label') ?? element
        const { width, height } = target.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24)
      })
      .map((element) => {
        const { width, height } = element.getBoundingClientRect()
        return `${Math.round(width)}×${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`
      }),
  )
}

/** Text that stands outside the box which should hold it. */
export function cutText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = '.row-link, .row-cell, .place, button, .ds-button, .ds-tag, .letter-head, .ask-card, .ds-card, dt, dd'
    return [...document.querySelectorAll<HTMLElement>(boxes)]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).overflow !== 'visible')
      .filter((element) => !element.matches('.ds-sr-only, .ds-sr-only *'))
      .filter((element) => element.scrollHeight > element.clientHeight + 2)
      .map((element) => `cut off: ${element.className}: ${element.innerText.slice(0, 40)}`)
  })
}

/**
 * What has the focus, when something else lies over one of its corners or nothing shows that it has it. What is larger
 * than the window or its pane is judged by the part of it in view.
 */
export function focusFault(page: Page): Promise<string> {
  return page.evaluate(() => {
    /** As far as the panes that it scrolls in and the window show it. */
    const partInView = (element: Element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect()
      const clip = (pane: { left: number; top: number; right: number; bottom: number }): void => {
        ;[left, right] = [Math.max(left, pane.left), Math.min(right, pane.right)]
        ;[top, bottom] = [Math.max(top, pane.top), Math.min(bottom, pane.bottom)]
      }
      for (let box = element.parentElement; box !== null; box = box.parentElement) {
        const scrolls = getComputedStyle(box).overflowY !== 'visible' && box !== document.documentElement
        if (scrolls) clip(box.getBoundingClientRect())
      }
      clip({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })
      return { left, top, right, bottom }
    }
    /** What lies over that point, unless one has opened it oneself and can close it with Esc. */
    const isCovered = (element: Element, host: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y)
      if (hit?.closest(':popover-open') && element.closest(':popover-open') === null) return false
      return hit === null || !(host.contains(hit) || hit.contains(element))
    }
    const isRinged = (element: Element): boolean => {
      const { outlineStyle, boxShadow } = getComputedStyle(element)
      return outlineStyle !== 'none' || boxShadow !== 'none'
    }
    const element = document.activeElement
    if (element === null || element.matches('body, iframe, .ds-skip-link')) return ''
    const name = element.outerHTML.slice(0, 160)
    const { left, top, right, bottom } = partInView(element)
    if (right - left < 2 || bottom - top < 2) return `out of view: ${name}`
    const inset = Math.min(6, (right - left) / 4, (bottom - top) / 4)
    const corners = [left + inset, right - inset].flatMap((x) => [top + inset, bottom - inset].map((y) => ({ x, y })))
    const host = element.closest('label, .ds-field') ?? element
    const covered = corners.find(({ x, y }) => isCovered(element, host, x, y))
    if (covered !== undefined) {
      const { outerHTML = '' } = document.elementFromPoint(covered.x, covered.y) ?? {}
      return `covered at ${Math.round(covered.x)},${Math.round(covered.y)} by ${outerHTML.slice(0, 80)}: ${name}`
    }
    return isRinged(element) || isRinged(host) ? '' : `no ring: ${name}`
  })
}

/** WCAG 1.4.12: line height, and space after paragraphs, between letters and between words. By the CSSOM: the CSP stands. */
export async function spaceText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`*:not(.textLayer *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  })
}

/** As a person does it in the browser's settings: the size that everything without a size of its own takes. */
export async function preferTextSize(page: Page, pixels: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: pixels, fixed: pixels } })
  await session.detach()
}

/** As a style of the page: what zooming of text alone does. */
export async function enlargeRoot(page: Page, size: string): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.style.fontSize = value
  }, size)
}
