import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { addLetter, addPerson, type LetterSpec, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

type Harm = (path: string, at: TestMailbox, key: string) => Promise<unknown>

const harms: Record<string, { reason: string; harm: Harm }> = {
  'a lost blob': { reason: 'missing', harm: (_path, at, key) => at.blobs.remove(key) },
  'a changed byte': {
    reason: 'damaged',
    harm: async (path) => {
      const bytes = await readFile(path)
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20)
      await writeFile(path, bytes)
    },
  },
  'a truncated blob': { reason: 'damaged', harm: async (path) => truncate(path, (await readFile(path)).length - 100) },
  'an empty blob': { reason: 'damaged', harm: (path) => truncate(path, 0) },
}

const specs: Record<string, LetterSpec> = {
  'a small PDF': { content: '%PDF-1.7 small', receipt: 'x' },
  'a large PDF': { content: Buffer.concat([Buffer.from('%PDF-1.7'), randomBytes(700_000)]), receipt: 'x' },
  'an HTML letter': {
    content: '<p>sent</p>',
    view: '<p>shown</p>',
    contentType: 'text/html',
    fileType: 'html',
    receipt: 'x',
  },
}

const purposes = ['view', 'download', 'print'] as const

describe('content that is lost', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at, 'Kari Nordmann')
  })
  after(() => at[Symbol.asyncDispose]())

  const blobsOf = async (letter: TestLetter) => {
    const { blob_key, view_blob_key } = await at.db
      .selectFrom('document')
      .select(['blob_key', 'view_blob_key'])
      .where('id', '=', letter.documentIds[0] ?? '')
      .executeTakeFirstOrThrow()
    return [blob_key, view_blob_key].filter((key) => key !== null)
  }
  const damage = async (letter: TestLetter, harm: Harm): Promise<string[]> => {
    const keys = await blobsOf(letter)
    for (const key of keys) await harm(join(at.config.dataDirectory, 'blobs', key.slice(0, 3), key), at, key)
    return keys
  }
  const lost = async (reason: string): Promise<number> => {
    const metric = await at.metrics.getSingleMetric('brevdue_content_lost_total')?.get()
    return metric?.values.find(({ labels }) => labels['reason'] === reason)?.value ?? 0
  }
  const opened = async (letter: TestLetter) =>
    (
      await at.db
        .selectFrom('document')
        .select('opened_at')
        .where('id', '=', letter.documentIds[0] ?? '')
        .execute()
    )[0]?.opened_at

  for (const [condition, { reason, harm }] of Object.entries(harms)) {
    for (const [kind, spec] of Object.entries(specs)) {
      test(`${kind} with ${condition} answers CONTENT_LOST to view, download and print, before and after the link`, async () => {
        const { receipt: _, ...plain } = spec
        const letter = await addLetter(at, kari, plain)
        const browser = await signedIn(at, kari)
        const links = await Promise.all(purposes.map((purpose) => browser.link(letter, purpose)))
        const keys = await damage(letter, harm)
        const before = await lost(reason)
        for (const purpose of purposes) await problem(await browser.askLink(letter, purpose), 410, 'CONTENT_LOST')
        for (const link of links) await problem(await browser.get(link), 410, 'CONTENT_LOST')
        assert.equal((await lost(reason)) - before, 2 * purposes.length)
        assert.equal((await browser.letter(letter)).unread, true)
        assert.equal(await opened(letter), null)
        const lines = at.logged.map((line) => JSON.parse(line) as Record<string, unknown>)
        for (const key of keys) {
          assert.ok(
            lines.some(({ level, blobKey, reason: why }) => level === 'error' && blobKey === key && why === reason),
          )
        }
      })
    }

    test(`a receipt is not sent for ${condition}, and the sender is not told that it was opened`, async () => {
      const letter = await addLetter(at, kari, specs['a small PDF'])
      await damage(letter, harm)
      const browser = await signedIn(at, kari)
      const path = `/api/letters/${letter.letterId}/documents/${letter.documentIds[0]}/receipt`
      await problem(await browser.post(path), 410, 'CONTENT_LOST')
      const events = at.db
        .selectFrom('event')
        .select('id')
        .where('document_id', '=', letter.documentIds[0] ?? '')
      assert.deepEqual(await events.execute(), [])
    })
  }

  test('a person who meets it in a tab reads whose fault it is and what to do, in three languages', async () => {
    const letter = await addLetter(at, kari)
    const browser = await signedIn(at, kari)
    const languages = { nb: /Feilen er hos oss/, nn: /Feilen er hos oss, ikkje/, en: /The fault is ours/ }
    const links = await Promise.all(Object.keys(languages).map(() => browser.link(letter)))
    await damage(letter, (_path, { blobs }, key) => blobs.remove(key))
    for (const [language, words] of Object.entries(languages)) {
      const asTab = { accept: 'text/html', 'accept-language': language, 'sec-fetch-dest': 'document' }
      const page = await browser.get(links.pop() ?? '', asTab)
      assert.equal(page.status, 410)
      assert.match(await page.text(), words)
    }
  })

  test('a letter that was deleted in the meantime is not there, rather than lost', async () => {
    const letter = await addLetter(at, kari)
    const browser = await signedIn(at, kari)
    const link = await browser.link(letter)
    await json(await browser.post('/api/letters/move', { moves: [{ letterId: letter.letterId, to: 'bin' }] }), 200)
    const before = await lost('missing')
    await json(await browser.post('/api/letters/delete', { letterIds: [letter.letterId] }), 200)
    await problem(await browser.get(link), 404, 'NOT_FOUND')
    assert.equal(await lost('missing'), before)
  })

  test('a blob that comes back from a backup is read again', async () => {
    const letter = await addLetter(at, kari)
    const [key = ''] = await blobsOf(letter)
    await at.blobs.quarantine(key)
    const browser = await signedIn(at, kari)
    assert.equal((await browser.open(letter)).status, 200)
    assert.equal(await at.blobs.has(key), true)
  })
})
