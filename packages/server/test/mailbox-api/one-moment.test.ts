import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { findLetter } from '../../src/store/letters.ts'
import { addLetter, addPerson } from './letter-builder.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

let at: TestMailbox
before(async () => {
  at = await startMailbox()
})
after(() => at[Symbol.asyncDispose]())

test('a letter whose check or receipt changes while it is read says the same of itself and of its document', async () => {
  const kari = await addPerson(at, 'Kari Nordmann')
  const letter = await addLetter(at, kari)
  const documentId = letter.documentIds[0] ?? ''
  const change = (values: { scan: 'clean' | 'waiting'; scan_due_at: Date | null; receipt_sent_at: Date | null }) =>
    at.db.updateTable('document').set(values).where('id', '=', documentId).execute()
  const now = at.clock.now
  await change({ scan: 'waiting', scan_due_at: now, receipt_sent_at: null })
  let statements = 0
  const between: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      statements += 1
      if (statements === 1) await change({ scan: 'clean', scan_due_at: null, receipt_sent_at: now })
      return result
    },
  }
  const found = await findLetter(
    { db: at.db.withPlugin(between), keyring: at.keyring, mailboxId: kari.mailboxId, level: 'PASSWORD', now },
    letter.letterId,
  )
  const [document] = found?.documents ?? []
  assert.deepEqual([found?.scan, found?.receipt], [document?.scan, document?.receipt])
})
