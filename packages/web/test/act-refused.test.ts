import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { desktop, heard, openLetter, phone, signIn, type VisitOptions, visit } from './support/visit.ts'

const content = new TextEncoder().encode('Du kan lese dette.')
const subject = 'Brevet som skal bli liggende'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  for (const other of ['Et annet brev', subject, 'Det øverste brevet']) {
    await mailbox.send('Elvedal Bank', { primaryDocument: { subject: other, fileType: 'txt', content } })
  }
})
after(() => mailbox[Symbol.asyncDispose]())

async function reading(options: VisitOptions, place = 'inbox') {
  const visited = await visit(mailbox.browser, mailbox.server.url, options)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.goto(`/${place}`)
  await openLetter(visited.page, subject)
  await visited.page.locator('.paper').getByText('Du kan lese dette.').waitFor()
  return visited
}

/** One of the letter's actions, from the row of buttons or from the menu behind it. */
async function act(page: Page, name: string): Promise<void> {
  const button = page.locator('.letter-actions > button:visible', { hasText: name })
  if ((await button.count()) === 0) await page.getByRole('button', { name: 'Mer', exact: true }).click()
  await page.locator('.letter-actions').getByRole('button', { name, exact: true }).and(page.locator(':visible')).click()
}

/** The letter is where it was and can be read, at the same address. */
async function isStillOpen(page: Page, address: string): Promise<void> {
  assert.equal(await page.locator('.paper').innerText(), 'Du kan lese dette.')
  assert.equal(page.url(), address)
}

type Fail = (page: Page) => Promise<() => Promise<void>>
const failures: Record<string, [RegExp, Fail]> = {
  'without a network': [
    /^Du er uten nett\. .*Brevet ligger der det lå\.$/,
    async (page) => {
      await page.context().setOffline(true)
      return () => page.context().setOffline(false)
    },
  ],
  'when the server refuses': [
    /^Vi fikk ikke gjort det akkurat nå\. Brevet ligger der det lå\./,
    async (page) => {
      const refused = { status: 500, contentType: 'application/problem+json', body: '{"code":"SERVER_ERROR"}' }
      const places = /\/api\/letters\/(?:move|read|unread|delete|mark)/
      await page.route(places, (route) => route.fulfill(refused))
      return () => page.unroute(places)
    },
  ],
}

for (const [when, [words, fail]] of Object.entries(failures)) {
  describe(`an act on the letter one reads, ${when}`, () => {
    for (const [device, viewport] of Object.entries({ phone, desktop })) {
      it(`leaves it open, and says so, on a ${device}`, async () => {
        await using visited = await reading({ viewport })
        const { page } = visited
        const address = page.url()
        for (const name of ['Arkiver', 'Til papirkurven']) {
          const mend = await fail(page)
          await act(page, name)
          await heard(page, 'alert', words)
          await isStillOpen(page, address)
          await page.locator('.act-bar:visible[data-failed="true"]', { hasText: 'Brevet ligger der det lå.' }).waitFor()
          await mend()
        }
        const mend = await fail(page)
        await page.locator('#letter-heading').focus()
        await page.keyboard.press('Delete')
        await heard(page, 'alert', words)
        await isStillOpen(page, address)
        await mend()
        await act(page, 'Merk som ulest')
        await heard(page, 'status', /merket som ulest/)
        await isStillOpen(page, address)
      })
    }

    it('the row comes back, also when the open letter is one of several', async () => {
      await using visited = await reading({ viewport: desktop })
      const { page } = visited
      const address = page.url()
      await page.locator('.row-link').first().focus()
      await page.keyboard.press('Space')
      await page.getByRole('checkbox', { name: 'Velg alle' }).check()
      const mend = await fail(page)
      await page.locator('.bulk-bar').getByRole('button', { name: 'Arkiver' }).click()
      await heard(page, 'alert', /3 brev ligger der de lå/)
      await isStillOpen(page, address)
      assert.equal(await page.locator('.row').count(), 3)
      await mend()
    })
  })
}

describe('an act on the letter one reads that the server does', () => {
  it('leads back to the list when it is done, once, with the way to undo it', async () => {
    await using visited = await reading({ viewport: phone })
    const { page } = visited
    await act(page, 'Arkiver')
    await page.locator('.act-bar', { hasText: 'arkiv' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/inbox')
    await page.getByRole('button', { name: 'Angre' }).click()
    await page.locator('.row', { hasText: subject }).waitFor()
  })

  it('is undone from where the letter went, and fails there as gently', async () => {
    await using visited = await reading({ viewport: desktop })
    const { page } = visited
    await act(page, 'Til papirkurven')
    await page.locator('.row', { hasText: subject }).waitFor({ state: 'detached' })
    await page.locator('.act-bar', { hasText: 'papirkurven' }).waitFor()
    await page.goto('/bin')
    await openLetter(page, subject)
    await page.locator('.paper').getByText('Du kan lese dette.').waitFor()
    const address = page.url()
    await page.context().setOffline(true)
    await act(page, 'Gjenopprett')
    await heard(page, 'alert', /Brevet ligger der det lå\.$/)
    await isStillOpen(page, address)
    await act(page, 'Slett for godt')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Slett/ })
      .click()
    await heard(page, 'alert', /Brevet ligger der det lå\.$/)
    await isStillOpen(page, address)
    await page.context().setOffline(false)
    await act(page, 'Gjenopprett')
    await page.locator('.row', { hasText: subject }).waitFor({ state: 'detached' })
  })
})
