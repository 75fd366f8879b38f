import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../src/store/ids.ts'
import { listQuery } from '../../src/store/letters.ts'
import { addLetter, addPerson, type TestPerson } from './letter-builder.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

test('a page is one range of one index, however large the mailbox', async () => {
  await using at = await startMailbox()
  const person = await addPerson(at)
  await manyLetters(at, person, 20_000)
  for (const unreadOnly of [false, true]) {
    const scope = { db: at.db, mailboxId: person.mailboxId, level: 'PASSWORD', now: at.clock.now } as const
    const after = { visibleAt: '2026-11-23T08:00:00.000000Z', id: newId(at.clock.now) }
    const query = listQuery(scope, { place: 'inbox', unreadOnly, after })
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(at.db)
    const plan = rows.map((row) => row['QUERY PLAN'])
    const onLetters = plan.filter((line) => /\bon letter\b/.test(line))
    assert.equal(onLetters.length, 1, plan.join('\n'))
    assert.match(onLetters[0] ?? '', unreadOnly ? /Index Scan.* using letter_/ : /Index Scan using letter_list/)
    assert.ok(
      plan.some((line) => /Index Cond: .*ROW\(visible_at, id\) </.test(line)),
      plan.join('\n'),
    )
    const large = plan.filter((line) => /Seq Scan on (letter|message|document)\b/.test(line))
    assert.deepEqual(large, [], plan.join('\n'))
  }
})

/** Enough rows for the planner to have something to avoid; their documents share nothing but the sender. */
async function manyLetters(at: TestMailbox, person: TestPerson, count: number): Promise<void> {
  const { letterId } = await addLetter(at, person, { content: 'x' })
  await sql`
    with template as (
      select m.sender_id, d.content_hash, d.wrapped_key
      from letter l join message m on m.id = l.message_id join document d on d.message_id = m.id
      where l.id = ${letterId}
    ), fresh as (
      select gen_random_uuid() message_id, gen_random_uuid() letter_id, gen_random_uuid() document_id, n, template.*
      from generate_series(1, ${sql.lit(count)}) n, template
    ), blobs as (
      insert into blob (key, state) select document_id::text, 'kept' from fresh
    ), messages as (
      insert into message (id, broker_id, sender_id, channel, status, delivery_time)
      select message_id, sender_id, sender_id, 'DIGIPOST', 'DELIVERED', ${at.clock.now}::timestamptz from fresh
    ), documents as (
      insert into document (id, message_id, sender_id, uuid, position, file_type, content_type, authentication_level,
        sensitivity_level, content_hash, content_size, blob_key, wrapped_key)
      select document_id, message_id, sender_id, document_id, 0, 'pdf', 'application/pdf', 'PASSWORD', 'NORMAL',
        content_hash, 1, document_id::text, wrapped_key from fresh
    )
    insert into letter (id, mailbox_id, message_id, visible_at)
    select letter_id, ${person.mailboxId}::uuid, message_id, ${at.clock.now}::timestamptz - n * interval '1 minute' from fresh
  `.execute(at.db)
  await sql`analyze`.execute(at.db)
}
