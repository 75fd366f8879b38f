import type { Database } from '../store/database.ts'

/** Which of these message ids have been taken by messages that were sent. */
export async function sentMessageIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('message')
    .select('message_id')
    .where('message_id', 'in', [...ids])
    .execute()
  return new Set(rows.flatMap(({ message_id }) => message_id ?? []))
}
