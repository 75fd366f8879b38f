import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { TestMailbox } from './support/mailbox.ts'
import {
  atRest,
  cutText,
  enlargeRoot,
  focusFault,
  overflow,
  preferTextSize,
  resize,
  smallTargets,
  spaceText,
} from './support/page-checks.ts'
import { bareWords, speakPseudo } from './support/pseudo-language.ts'
import { startTown } from './support/town.ts'
import { type View, views } from './support/views.ts'
import { desktop, phone, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startTown()
})
after(() => mailbox[Symbol.asyncDispose]())

const narrowest = { width: 320, height: 640 }
const sizes = { phone, desktop } as const

async function checkNarrow(page: Page, name: string): Promise<void> {
  assert.deepEqual(await overflow(page), [], `${name} at 320`)
  assert.deepEqual(await smallTargets(page), [], `${name} at 320`)
}

const forms: Record<string, { put: (page: Page) => Promise<void>; take: (page: Page) => Promise<void> }> = {
  'text twice as large by the page': {
    put: (page) => enlargeRoot(page, '200%'),
    take: (page) => enlargeRoot(page, ''),
  },
  'text twice as large by the browser': {
    put: (page) => preferTextSize(page, 32),
    take: (page) => preferTextSize(page, 16),
  },
  'text spaced': { put: spaceText, take: async () => undefined },
}

/** Nothing scrolls sideways or is cut off, whatever a person does to the size and the spacing of text. */
async function checkText(page: Page, name: string): Promise<void> {
  for (const [form, { put, take }] of Object.entries(forms)) {
    await put(page)
    for (const viewport of Object.values(sizes)) {
      await resize(page, viewport)
      const faults = [...(await overflow(page)), ...(await cutText(page)), ...(await smallTargets(page))]
      assert.deepEqual(faults, [], `${name} at ${viewport.width}, ${form}`)
    }
    await take(page)
  }
}

/** With the focus in the list or the page, no letter of the keyboard does anything until that is switched on. */
async function checkLetters(page: Page, name: string): Promise<void> {
  const state = async () => {
    const now = await page.evaluate(() => `${location.href} ${document.querySelector('#root')?.innerHTML}`)
    // the time until another code can be asked for runs by itself
    return now.replaceAll(/\d+ sekund(er)?\b/g, '')
  }
  await page.evaluate(() => document.querySelector<HTMLElement>('.row-link[tabindex="0"]')?.focus())
  const before = await state()
  for (const key of 'abcdefghijklmnopqrstuvwxyz?[]+-/') await page.keyboard.press(key)
  assert.equal(await state(), before, `${name}: a single letter did something`)
}

/** Sixty stops of Tab, more than any view has, or until the focus has left the page. */
async function checkFocus(page: Page, name: string): Promise<void> {
  for (const viewport of Object.values(sizes)) {
    await resize(page, viewport)
    // a paper takes its new width when it has been drawn anew
    if ((await page.locator('.paper').count()) > 0) await atRest(page)
    await page.evaluate(() => {
      if (document.querySelector('dialog[open]') === null) (document.activeElement as HTMLElement | null)?.blur()
    })
    for (let stop = 0; stop < 60; stop += 1) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement === document.body)) break
      assert.equal(await focusFault(page), '', `${name} at ${viewport.width}, stop ${stop}`)
    }
  }
}

async function checkView(view: View): Promise<void> {
  await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport: narrowest })
  const { page } = visited
  await view.open(page)
  await atRest(page)
  await checkNarrow(page, view.name)
  if (view.name !== 'shortcut help') await checkLetters(page, view.name)
  await checkText(page, view.name)
  await checkFocus(page, view.name)
}

describe('each view, by keyboard and with text as large and as spaced as one may have it', () => {
  for (const view of views) it(view.name, () => checkView(view))
})

describe('each view in a language whose words are half as long again', () => {
  for (const view of views) {
    it(view.name, async () => {
      await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport: phone })
      const { page } = visited
      await speakPseudo(page)
      await view.open(page)
      assert.deepEqual([...(await overflow(page)), ...(await cutText(page))], [])
      assert.deepEqual(await bareWords(page), [])
    })
  }
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
