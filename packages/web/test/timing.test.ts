import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { focusIsOn } from './support/focus.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { enter, visit } from './support/visit.ts'

const aMinute = 60_000

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  const content = new TextEncoder().encode('Hei')
  await mailbox.send('Elvedal Bank', { primaryDocument: { subject: 'Brev fra banken', fileType: 'txt', content } })
})
after(() => mailbox[Symbol.asyncDispose]())

interface Ends {
  endsAt: string
  endsForGoodAt: string
}

/** The server's clock stands still while the page's runs ahead: its sessions end half an hour after the page's now. */
async function letTheServerFollow(page: Page): Promise<void> {
  await page.route(/\/api\/session(\/extend)?$/, async (route) => {
    const answer = await route.fetch()
    const session = (await answer.json()) as Ends
    if (!answer.ok()) return route.fulfill({ response: answer })
    const now = await page.evaluate(() => Date.now())
    if (route.request().method() === 'POST') endsAt = now + 30 * aMinute
    endsAt ??= now + 30 * aMinute
    const endsForGoodAt = new Date(now + 24 * 60 * aMinute).toISOString()
    await route.fulfill({
      response: answer,
      json: { ...session, endsAt: new Date(endsAt).toISOString(), endsForGoodAt },
    })
  })
}
let endsAt: number | undefined

describe('the end of a session', () => {
  it('is told of two minutes ahead or more, and put off by one key, twelve times', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.clock.install()
    await enter(page, 'Kari Nordmann')
    await letTheServerFollow(page)
    await page.goto('/inbox')
    await page.locator('.row').first().waitFor()
    // from here on time goes by only when the test says so, however slow the machine is
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000)
    const warning = page.locator('dialog[open]')
    for (let round = 1; round <= 12; round += 1) {
      await page.clock.fastForward(26 * aMinute)
      assert.equal(await warning.count(), 0, `${round}: too early`)
      await page.clock.fastForward(1.6 * aMinute)
      await warning.waitFor()
      const left = (endsAt ?? 0) - (await page.evaluate(() => Date.now()))
      assert.ok(left >= 2 * aMinute, `${left} ms are left`)
      await focusIsOn(page, 'Fortsett')
      const extended = page.waitForResponse('**/api/session/extend')
      await page.keyboard.press('Enter')
      await extended
      await warning.waitFor({ state: 'detached' })
    }
    await page.locator('.row').first().waitFor()
  })
})
