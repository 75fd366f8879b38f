import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { desktop, enter, phone, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  const content = new TextEncoder().encode('Hei')
  await mailbox.send('Elvedal Bank', { primaryDocument: { subject: 'Brev fra banken', fileType: 'txt', content } })
})
after(() => mailbox[Symbol.asyncDispose]())

const parts = 'nav, footer, aside, .ds-dropdown'

/** Which link it is among those of its part of the page, and what stands beside it. Links within a text do not count. */
function helpPlace(page: Page): Promise<string> {
  return page.evaluate((inParts) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href="/help"]')].filter(
      (link) => link.checkVisibility() && link.closest(inParts) !== null,
    )
    return links
      .map((link) => {
        const part = link.closest(inParts)
        const beside = [...(part?.querySelectorAll('a') ?? [])].map((one) => one.getAttribute('href'))
        return `${part?.tagName} ${part?.className}: ${beside.slice(beside.indexOf('/help')).join(' ')}`
      })
      .join(' and ')
  }, parts)
}

async function placesOn(page: Page, paths: readonly string[], open?: string): Promise<string[]> {
  const places = new Set<string>()
  for (const path of paths) {
    await page.goto(path)
    await page.locator('h1').first().waitFor()
    if (open !== undefined) await page.locator(open).filter({ visible: true }).first().click()
    await page.locator(`:is(${parts}) a[href="/help"]`).filter({ visible: true }).first().waitFor()
    places.add(await helpPlace(page))
  }
  return [...places]
}

describe('help', () => {
  it('is at the same place on every page for somebody who is not signed in', async () => {
    for (const viewport of [desktop, phone]) {
      await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport })
      const paths = ['/sign-in', '/signed-out', '/accessibility', '/privacy', '/help']
      const places = await placesOn(visited.page, paths)
      assert.equal(places.length, 1, places.join('\n'))
      assert.match(places[0] ?? '', /: \/help \/accessibility \/privacy$/)
    }
  })

  it('is at the same place on every page of the mailbox: in the rail, and on a phone in the menu', async () => {
    const paths = ['/inbox', '/archive', '/bin', '/settings', '/help', '/accessibility', '/privacy']
    for (const [viewport, menu] of [[desktop, undefined] as const, [phone, '.bottom-menu, .header-places'] as const]) {
      await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport })
      await enter(visited.page, 'Kari Nordmann')
      const places = await placesOn(visited.page, paths, menu)
      assert.equal(places.length, 1, places.join('\n'))
      assert.match(places[0] ?? '', /: \/help \/accessibility \/privacy$/)
    }
  })
})
