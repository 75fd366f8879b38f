import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { documentsWithSubject } from '@brevdue/server/testing'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openLetter, signIn, visit } from './support/visit.ts'

const lost = /borte eller skadet hos oss\. Feilen er vår, ikke din eller avsenderens/

describe('a letter whose row was changed in the database', () => {
  let mailbox: TestMailbox
  before(async () => {
    mailbox = await startMailbox()
    for (const subject of ['Ny nøkkel', 'Nye ord']) {
      await mailbox.send('Fjellvik kommune', {
        primaryDocument: { subject, fileType: 'txt', content: new TextEncoder().encode('Hei Kari!\n') },
      })
    }
    await change('Ny nøkkel', { wrapped_key: Buffer.alloc(61, 2) })
    await change('Nye ord', { data_type_encrypted: Buffer.alloc(61, 2) })
  })
  after(() => mailbox[Symbol.asyncDispose]())

  async function change(subject: string, columns: { wrapped_key?: Buffer; data_type_encrypted?: Buffer }) {
    const [document] = await documentsWithSubject(mailbox.server, subject)
    await mailbox.server.db
      .updateTable('document')
      .set(columns)
      .where('id', '=', document?.id ?? '')
      .execute()
  }

  async function open(subject: string) {
    const visited = await visit(mailbox.browser, mailbox.server.url)
    await signIn(visited.page, 'Kari Nordmann')
    await openLetter(visited.page, subject)
    return visited
  }

  it('says that the fault is ours where the content would be', async () => {
    await using visited = await open('Ny nøkkel')
    await visited.page.getByText(lost).first().waitFor()
  })

  it('says the same where the letter itself cannot be shown, and offers no second try', async () => {
    await using visited = await open('Nye ord')
    const { page } = visited
    await page.getByText(lost).first().waitFor()
    assert.equal(await page.getByRole('button', { name: 'Prøv igjen' }).count(), 0)
  })
})
