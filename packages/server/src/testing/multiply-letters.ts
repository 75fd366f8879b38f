import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from '../store/database.ts'
import { documentSeal, sealTexts } from '../store/document-seal.ts'
import type { TestPerson } from './builders.ts'

/**
 * Older letters like those that a person has, ten minutes apart, for tests and benches that need thousands. They can be
 * listed; their content cannot be opened.
 */
export async function multiplyLetters(
  { db, keyring }: { db: Database; keyring: Keyring },
  { mailboxId = '', recipientId }: Pick<TestPerson, 'mailboxId' | 'recipientId'>,
  count: number,
): Promise<void> {
  const fresh = Array.from({ length: count }, (_, index) => {
    const id = randomUUID()
    const heading = { subject: `Melding nummer ${index + 1}` }
    return {
      id,
      ...sealTexts(documentSeal(keyring, { id, mailboxId }), { heading, dataTypeXml: null, contentHash: '' }),
    }
  })
  await sql`
    with template as (
      select row_number() over (order by l.id) - 1 as t, count(*) over () as many,
        m.sender_id, d.content_size, d.wrapped_key
      from letter l join message m on m.id = l.message_id join document d on d.message_id = m.id and d.position = 0
      where l.mailbox_id = ${mailboxId}::uuid
    ), fresh as (
      select gen_random_uuid() message_id, gen_random_uuid() letter_id, given.*, template.*
      from unnest(${fresh.map(({ id }) => id)}::uuid[], ${fresh.map((one) => one.heading_encrypted)}::bytea[],
        ${fresh.map((one) => one.content_hash_encrypted)}::bytea[]) with ordinality
        as given(document_id, heading, hash, n)
      join template on template.t = n % template.many
    ), blobs as (
      insert into blob (key, state) select document_id::text, 'kept' from fresh
    ), messages as (
      insert into message (id, broker_id, sender_id, recipient_id, channel, status, delivery_time)
      select message_id, sender_id, sender_id, ${recipientId}::uuid, 'DIGIPOST', 'DELIVERED', now() from fresh
    ), documents as (
      insert into document (id, message_id, sender_id, uuid, position, heading_encrypted, content_hash_encrypted,
        file_type, content_type, authentication_level, sensitivity_level, content_size, blob_key, wrapped_key)
      select document_id, message_id, sender_id, document_id, 0, heading, hash, 'txt',
        'text/plain; charset=utf-8', 'PASSWORD', 'NORMAL', content_size, document_id::text, wrapped_key
      from fresh
    )
    insert into letter (id, mailbox_id, message_id, visible_at)
    select letter_id, ${mailboxId}::uuid, message_id, now() - n * interval '10 minutes' from fresh
  `.execute(db)
  await sql`analyze`.execute(db)
}
