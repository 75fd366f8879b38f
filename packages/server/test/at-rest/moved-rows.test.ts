import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addLetter, addPerson, type TestLetter, type TestPerson } from '../mailbox-api/letter-builder.ts'
import { problem, signedIn, type TestBrowser } from '../mailbox-api/test-browser.ts'
import { startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'

/** Whoever can write into the database, and has no key, must not make one person's letter another's. */
describe('rows that another hand has moved', () => {
  let at: TestMailbox
  let kari: TestPerson
  let ola: TestPerson
  let browser: TestBrowser
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
    ola = await addPerson(at, 'Ola Hansen')
    browser = await signedIn(at, kari)
  })
  after(() => at[Symbol.asyncDispose]())

  const letterOf = (person: TestPerson) =>
    addLetter(at, person, {
      subject: 'OLAS SUBJECT',
      content: 'OLAS CONTENT',
      contentType: 'text/html',
      view: '<p>OLAS VIEW</p>',
      dataTypeXml: '<payslip>OLAS CLAIM</payslip>',
    })
  /** Copies columns of Ola's document into Kari's, whose own are put out of the way where they must be unique. */
  async function copy(from: TestLetter, to: TestLetter, columns: readonly string[]): Promise<void> {
    const [source, target] = [from.documentIds[0], to.documentIds[0]]
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM document WHERE id = ${source}`.execute(at.db)
    await sql`UPDATE document SET blob_key = NULL, wrapped_key = NULL, view_blob_key = NULL, view_wrapped_key = NULL
      WHERE id = ${source}`.execute(at.db)
    for (const column of columns) {
      const value = rows[0]?.[column] ?? null
      await sql`UPDATE document SET ${sql.ref(column)} = ${value} WHERE id = ${target}`.execute(at.db)
    }
  }
  const counted = async () =>
    Number(/^brevdue_not_genuine_total (\d+)$/m.exec(await at.metrics.metrics())?.[1] ?? Number.NaN)
  const loggedSince = (before: number) => at.logged.slice(before).join('\n')

  test('content and its key: the reader gets an exact error, the operator a log line and a figure', async () => {
    for (const columns of [
      ['blob_key', 'wrapped_key'],
      ['view_blob_key', 'view_wrapped_key'],
    ]) {
      const [mine, theirs] = [await letterOf(kari), await letterOf(ola)]
      await copy(theirs, mine, columns)
      const [lines, before] = [at.logged.length, await counted()]
      const purpose = columns[0] === 'blob_key' ? 'download' : 'view'
      const answer = await problem(await browser.askLink(mine, purpose), 500, 'NOT_GENUINE')
      assert.match(String(answer.reference), /^[0-9a-f-]{36}$/)
      assert.equal(await counted(), before + 1)
      const log = loggedSince(lines)
      assert.ok(log.includes(String(answer.reference)) && log.includes(mine.documentIds[0] ?? '?'), log)
      assert.doesNotMatch(log, /OLAS/)
      assert.equal((await browser.letter(mine)).unread, true)
    }
  })

  test('a link that was given before the rows were exchanged hands out nothing', async () => {
    const [mine, theirs] = [await letterOf(kari), await letterOf(ola)]
    const link = await browser.link(mine, 'download')
    await copy(theirs, mine, ['blob_key', 'wrapped_key'])
    await problem(await browser.get(link), 500, 'NOT_GENUINE')
  })

  test('one document’s key in another document of the same mailbox', async () => {
    const [mine, other] = [await letterOf(kari), await letterOf(kari)]
    await copy(other, mine, ['blob_key', 'wrapped_key'])
    await problem(await browser.askLink(mine, 'download'), 500, 'NOT_GENUINE')
  })

  test('the key of the view in the place of the content’s', async () => {
    const letter = await letterOf(kari)
    const [id] = letter.documentIds
    await sql`UPDATE document SET view_blob_key = NULL, view_wrapped_key = NULL, blob_key = view_blob_key,
      wrapped_key = view_wrapped_key WHERE id = ${id}`.execute(at.db)
    await problem(await browser.askLink(letter, 'download'), 500, 'NOT_GENUINE')
  })

  test('subject, claims and hash: the letter answers an error, the list goes on without the subject', async () => {
    for (const column of ['heading_encrypted', 'data_type_encrypted', 'content_hash_encrypted']) {
      const [mine, theirs] = [await letterOf(kari), await letterOf(ola)]
      await copy(theirs, mine, [column])
      const before = await counted()
      await problem(await browser.get(`/api/letters/${mine.letterId}`), 500, 'NOT_GENUINE')
      const page = await browser.list()
      const row = page.letters.find(({ id }) => id === mine.letterId)
      assert.equal(row?.subject, column === 'heading_encrypted' ? null : 'OLAS SUBJECT')
      assert.ok((await counted()) > before)
    }
  })

  test('a whole letter in another mailbox, or a document in another letter', async () => {
    const given = await letterOf(ola)
    await at.db.updateTable('letter').set({ mailbox_id: kari.mailboxId }).where('id', '=', given.letterId).execute()
    const [mine, attached] = [await letterOf(kari), await letterOf(ola)]
    await sql`UPDATE document SET position = 1, message_id = (SELECT message_id FROM letter WHERE id = ${mine.letterId})
      WHERE id = ${attached.documentIds[0]}`.execute(at.db)
    for (const letter of [given, { ...mine, documentIds: attached.documentIds }]) {
      await problem(await browser.get(`/api/letters/${letter.letterId}`), 500, 'NOT_GENUINE')
      const text = await (await browser.askLink(letter, 'download')).text()
      assert.doesNotMatch(text, /OLAS/)
    }
    const { letters } = await browser.list()
    assert.equal(letters.find(({ id }) => id === given.letterId)?.subject, null)
  })

  test('a subject in clear, which only an older version wrote, is not believed', async () => {
    const letter = await letterOf(kari)
    await at.db
      .updateTable('document')
      .set({ subject: 'FORGED', heading_encrypted: null })
      .where('id', 'in', letter.documentIds)
      .execute()
    assert.equal((await browser.letter(letter)).subject, null)
  })
})
