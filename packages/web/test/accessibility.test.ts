import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Language } from '@brevdue/server/mailbox-contract'
import { aPerson } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { axeViolations } from './support/axe.ts'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { type View, views } from './support/views.ts'
import { desktop, phone, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await aPerson(mailbox.server, { name: 'Ola Nordmann' })
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

const languages: readonly Language[] = ['nb', 'nn', 'en']
const sizes = { phone, desktop } as const

/** One visit per view and language; width and colours change under it, as they do for a person. */
async function checkView(view: View, language: Language): Promise<void> {
  await using visited = await visit(mailbox.browser, mailbox.server.url, { language })
  const { page, faults } = visited
  await view.open(page)
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      assert.deepEqual(await axeViolations(page), [], `${view.name}, ${language}, ${size}, ${colorScheme}`)
    }
    assert.deepEqual(await outlineFaults(page), [], `${view.name}, ${language}, ${size}`)
  }
  assert.equal(await page.locator('html').getAttribute('lang'), language)
  assert.deepEqual(faults.filter(isOurs), [], `${view.name}, ${language}`)
}

describe('axe finds nothing, in three languages, light and dark, on phone and desktop', () => {
  for (const view of views) {
    it(view.name, async () => {
      for (const language of languages) await checkView(view, language)
    })
  }
})

/** At 320 px, and then at twice the text size in both widths, without sideways scroll or text cut off. */
async function checkReflow(view: View): Promise<void> {
  await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport: { width: 320, height: 640 } })
  const { page } = visited
  await view.open(page)
  assert.deepEqual(await overflow(page), [], view.name)
  assert.deepEqual(await smallTargets(page), [], view.name)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport)
    await page.waitForFunction(() => document.fonts.status === 'loaded')
    assert.deepEqual(await overflow(page), [], `${view.name} at ${viewport.width}`)
    assert.deepEqual(await cutText(page), [], `${view.name} at ${viewport.width}`)
  }
}

describe('nothing scrolls sideways or is cut off at 320 px and at twice the text size', () => {
  for (const view of views) it(view.name, () => checkReflow(view))
})

describe('in forced colours', () => {
  it('unread and selected rows are still told apart', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url, { forcedColors: 'active' })
    const { page } = visited
    await views.find(({ name }) => name === 'text letter')?.open(page)
    const dot = page.locator('.row-dot').first()
    assert.equal(await dot.evaluate((element) => getComputedStyle(element).borderTopWidth), '4px')
    const selected = page.locator('.row[data-selected="true"] .row-link')
    assert.equal(await selected.evaluate((element) => getComputedStyle(element).outlineStyle), 'solid')
  })
})

describe('the checks themselves', () => {
  it('see a violation of the CSP and one of the rules for everybody', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, faults } = visited
    await page.goto('/help')
    await page.locator('h1').waitFor()
    await page.evaluate(() => {
      const image = document.createElement('img')
      image.src = 'https://elsewhere.example/pixel.png'
      document.querySelector('main')?.append(image)
    })
    await page.waitForFunction(() => document.images.length === 1)
    assert.match((await axeViolations(page)).join('\n'), /image-alt/)
    assert.match(faults.join('\n'), /CSP img-src: https:\/\/elsewhere\.example/)
  })
})

function isOurs(fault: string): boolean {
  // made by the view itself: the server does not answer, or answers with 500
  return !/Failed to load resource/.test(fault)
}

/** One h1, no level left out, one main, a title. */
function outlineFaults(page: Page): Promise<string[]> {
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
    if (!/Brevdue/.test(document.title)) faults.push(`title: ${document.title}`)
    return faults
  })
}

/** What is wider than the window, PDF pages apart: they scroll in their own frame. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .filter((element) => element.closest('.pdf-pages') === null)
      .map((element) => `${element.tagName}.${element.className}`)
  })
}

/** WCAG 2.5.8; links inside a sentence are exempt. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, summary')]
      .filter((element) => element.checkVisibility() && element.closest('.pdf-page, .ds-skip-link') === null)
      .filter((element) => !element.matches('.about-sender-trigger'))
      .filter((element) => {
        const target = element.closest('label') ?? element
        const { width, height } = target.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24)
      })
      .map((element) => `${element.outerHTML.slice(0, 120)}`),
  )
}

/** Text that stands outside the box which should hold it. */
function cutText(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.row-link, .place, button, .ds-tag, .letter-head, .ask-card')]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).overflow !== 'visible')
      .filter((element) => element.scrollHeight > element.clientHeight + 2)
      .map((element) => `${element.className}: ${element.innerText.slice(0, 40)}`),
  )
}
