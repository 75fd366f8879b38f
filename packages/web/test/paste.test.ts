import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type BuiltInMailbox, startBuiltInMailbox } from './support/built-in.ts'
import { visit } from './support/visit.ts'

let mailbox: BuiltInMailbox
before(async () => {
  mailbox = await startBuiltInMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

describe('signing in without remembering (WCAG 3.3.8)', () => {
  it('every field takes what is pasted, and says to a password manager what it is for', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    const seen: string[] = []
    for (const path of ['/sign-in', '/recovery']) {
      await page.goto(path)
      await page.locator('input').first().waitFor()
      const fields = page.locator('input:not([type=radio], [type=checkbox])')
      for (const field of await fields.all()) {
        const told = await field.evaluate((input: HTMLInputElement) => {
          const clipboardData = new DataTransfer()
          clipboardData.setData('text/plain', 'pasted')
          const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
          return { taken: input.dispatchEvent(event), autocomplete: input.autocomplete, limit: input.maxLength }
        })
        assert.ok(told.taken, `${path}: a field refuses what is pasted`)
        assert.ok(told.limit === -1 || told.limit >= 20, `${path}: ${told.limit} characters`)
        seen.push(told.autocomplete)
      }
    }
    assert.ok(seen.includes('username') && seen.includes('current-password'), seen.join())
    assert.ok(!seen.includes(''), 'each says what it is for')
  })
})
