import { sql } from 'kysely'
import type { Database } from '../../src/store/database.ts'
import type { TestPerson } from './letter-builder.ts'

/**
 * A database of a million letters, ten thousand of them in one mailbox and the others in mailboxes of a hundred. The one
 * mailbox is read but for a few letters, the oldest of each place; the others are not read at all. That is the worst for
 * who asks for unread letters only: by the numbers of the whole table nearly every letter is unread.
 */
export async function millionLetters(db: Database, owner: TestPerson, newest: Date): Promise<void> {
  await db.connection().execute(async (one) => {
    // No foreign keys: neither the other mailboxes nor any content is needed to plan a list.
    await sql`set session_replication_role = replica`.execute(one)
    await sql`set synchronous_commit = off`.execute(one)
    // While it analyses one of them, no vacuum can mark what was written meanwhile as seen by all.
    for (const table of ['message', 'document', 'letter'])
      await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(one)
    await sql`
      insert into message (id, broker_id, sender_id, channel, status, delivery_time)
      select lpad(to_hex(n), 32, '0')::uuid, s.id, s.id, 'DIGIPOST', 'DELIVERED', ${newest}
      from generate_series(1, 1000000) n, (select id from account limit 1) s`.execute(one)
    await sql`
      insert into document (id, message_id, sender_id, uuid, position, subject, file_type, content_type,
        authentication_level, sensitivity_level, content_hash, content_size)
      select i, i, s.id, i, 0, 'Subject', 'pdf', 'application/pdf', 'PASSWORD', 'NORMAL', 'hash', 1
      from (select lpad(to_hex(n), 32, '0')::uuid as i from generate_series(1, 1000000) n) d,
        (select id from account limit 1) s`.execute(one)
    await sql`
      insert into letter (id, mailbox_id, message_id, place, visible_at, read_at, binned_at, binned_from)
      select i, mailbox_id, i, place, at, case when mailbox_id = ${owner.mailboxId} and age <= 9700 then at end,
        case when place = 'bin' then at end, case when place = 'bin' then 'inbox' end
      from (
        select lpad(to_hex(n), 32, '0')::uuid as i, n as age,
          case when n <= 10000 then ${owner.mailboxId}::uuid else lpad(to_hex(n / 100), 32, 'f')::uuid end as mailbox_id,
          case when n % 10 < 7 then 'inbox' when n % 10 < 9 then 'archive' else 'bin' end as place,
          ${newest}::timestamptz - n * interval '1 minute' as at
        from generate_series(1, 1000000) n) l`.execute(one)
    await sql`set session_replication_role = default`.execute(one)
    await sql`set synchronous_commit = on`.execute(one)
    for (const table of ['message', 'document', 'letter']) await sql`vacuum analyze ${sql.table(table)}`.execute(one)
  })
}
