import { type RawBuilder, sql } from 'kysely'
import type { ActivityFacts } from '../domain/activity-view.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { ownLetters } from './own-letters.ts'
import type { DocumentTable } from './schema.ts'

const pageSize = 50
/** RECEIVED is one more. */
const mostOfOneLetter = 199

export interface ActivityList {
  acts: ActivityFacts[]
  /** The id that the next page begins behind. */
  next: string | null
}

export interface ActivityQuery {
  /** An id from `next`, or null for the beginning. */
  after: string | null
  /** Absent: everything. Among all that is done with letters a sign-in would soon be pages away. */
  about?: ActivityTopic | undefined
}

/** What is about no letter; letters that are gone, which no letter's own history tells any more. */
export type ActivityTopic = 'sign-in' | 'deleted'

const topics: Record<ActivityTopic, RawBuilder<unknown>> = {
  'sign-in': sql`and letter_id is null`,
  deleted: sql`and act in ('DELETED', 'DELETED_AUTOMATICALLY')`,
}

/** What was done in the mailbox, the latest first. */
export async function listActivity(scope: MailboxScope, { after, about }: ActivityQuery): Promise<ActivityList> {
  const behind = after === null ? sql`` : sql`and id < ${after}::bigint`
  const chosen = about === undefined ? sql`` : topics[about]
  // The scanner and the operator can be done before a letter's time has come, and until then there is no such letter.
  const known = sql`and (act not in ('WITHHELD', 'INSPECTED', 'RELEASED', 'DESTROYED') or exists (
    select from letter where id = letter_id and visible_at <= ${scope.now}))`
  const { rows } = await withDemands(
    scope,
    sql`select * from activity where mailbox_id = ${scope.mailboxId} ${behind} ${chosen} ${known} order by id desc limit ${pageSize + 1}`,
  ).execute(scope.db)
  const acts = rows.slice(0, pageSize).map(factsOf)
  return { acts, next: rows.length > pageSize ? (acts.at(-1)?.id ?? null) : null }
}

/**
 * What was done with one letter, the latest first, and at the end that it was received. Undefined for a letter that is
 * not there.
 */
export async function letterActivity(scope: MailboxScope, letterId: string): Promise<ActivityFacts[] | undefined> {
  const letter = await ownLetters(scope).select('visible_at').where('id', '=', letterId).executeTakeFirst()
  if (letter === undefined) return undefined
  const { rows } = await withDemands(
    scope,
    sql`select * from activity where mailbox_id = ${scope.mailboxId} and letter_id = ${letterId}
        order by id desc limit ${mostOfOneLetter}`,
  ).execute(scope.db)
  const nothing = { level: null, documentId: null, letter: null, document: null }
  return [
    ...rows.map(factsOf),
    { id: `received-${letterId}`, at: letter.visible_at, act: 'RECEIVED', letterId, ...nothing },
  ]
}

interface Row {
  id: string
  created_at: Date
  act: string
  level: DocumentTable['authentication_level'] | null
  letter_id: string | null
  document_id: string | null
  letter_level: DocumentTable['authentication_level'] | null
  letter_sensitivity: DocumentTable['sensitivity_level'] | null
  document_level: DocumentTable['authentication_level'] | null
  document_sensitivity: DocumentTable['sensitivity_level'] | null
}

/** Each act with what its letter and its document demand; the tombstone of a deleted letter still knows that. */
function withDemands(scope: MailboxScope, acts: RawBuilder<unknown>): RawBuilder<Row> {
  return sql<Row>`
    select a.id, a.created_at, a.act, a.level, a.letter_id, a.document_id,
      p.authentication_level as letter_level, p.sensitivity_level as letter_sensitivity,
      d.authentication_level as document_level, d.sensitivity_level as document_sensitivity
    from (${acts}) a
    left join letter l on l.id = a.letter_id and l.mailbox_id = ${scope.mailboxId}
    left join document p on p.message_id = l.message_id and p.position = 0
    left join document d on d.id = a.document_id and d.message_id = l.message_id
    order by a.id desc`
}

function factsOf(row: Row): ActivityFacts {
  return {
    id: row.id,
    at: row.created_at,
    act: row.act,
    level: row.level,
    letterId: row.letter_id,
    documentId: row.document_id,
    letter: demandsOf(row.letter_level, row.letter_sensitivity),
    document: demandsOf(row.document_level, row.document_sensitivity),
  }
}

function demandsOf(
  authenticationLevel: DocumentTable['authentication_level'] | null,
  sensitivityLevel: DocumentTable['sensitivity_level'] | null,
): ActivityFacts['letter'] {
  return authenticationLevel === null || sensitivityLevel === null ? null : { authenticationLevel, sensitivityLevel }
}
