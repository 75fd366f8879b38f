import assert from 'node:assert/strict'
import { readdir, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { desktop, heard, openLetter, phone, signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
  const blobs = join(mailbox.server.config.dataDirectory, 'blobs')
  for (const entry of await readdir(blobs, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.length === 32) await truncate(join(entry.parentPath, entry.name), 20)
  }
})
after(() => mailbox[Symbol.asyncDispose]())

/** Every way in which a letter is shown. */
const letters = ['Årsoppgave 2025', 'Takk for praten', 'Bilde fra høstturen', 'Varsel om stans av vann']

for (const [device, viewport] of Object.entries({ phone, desktop })) {
  it(`on a ${device} a letter whose content is damaged says whose fault it is, and offers no download`, async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url, { viewport })
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    for (const subject of letters) {
      await openLetter(page, subject)
      const alert = page.locator('.letter').getByText('Feilen er vår, ikke din eller avsenderens')
      await alert.waitFor()
      await heard(page, 'alert', /borte eller skadet hos oss/)
      assert.equal(await page.getByText('Prøv igjen', { exact: true }).count(), 1, subject)
      const paper = page.locator('.letter .button-row').filter({ hasText: 'Prøv igjen' })
      assert.equal(await paper.getByRole('button', { name: 'Last ned' }).count(), 0, subject)
      await page.goto('/inbox')
      await page.locator('.row').first().waitFor()
    }
  })
}
