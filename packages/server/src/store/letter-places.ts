import { sql } from 'kysely'
import { type Act, recordActivities } from './activity.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { anyOf, lockLetters } from './own-letters.ts'

export type Place = 'inbox' | 'archive' | 'bin'

export interface Move {
  letterId: string
  to: Place
}

export interface MovedLetter extends Move {
  from: Place
}

const acts: Record<Place, Act> = { inbox: 'MOVED_TO_INBOX', archive: 'ARCHIVED', bin: 'BINNED' }

/**
 * Moves what is there, all or nothing. A letter that lies where it should is told as moved from there to there, and
 * nothing is recorded: asking twice is asking once. Going to the bin keeps the way back and starts its days.
 */
export function moveLetters(scope: MailboxScope, moves: readonly Move[]): Promise<MovedLetter[]> {
  const wanted = new Map(moves.map(({ letterId, to }) => [letterId, to]))
  return scope.db.transaction().execute(async (db) => {
    const inside = { ...scope, db }
    const found = await lockLetters(inside, [...wanted.keys()])
    const moved = found.flatMap(({ id, place }) => {
      const to = wanted.get(id)
      return to === undefined ? [] : [{ letterId: id, from: place as Place, to }]
    })
    const changed = moved.filter(({ from, to }) => from !== to)
    await putLetters(inside, changed)
    await recordActivities(
      inside,
      changed.map(({ letterId, to }) => ({ act: acts[to], letterId })),
    )
    return moved
  })
}

async function putLetters(scope: MailboxScope, changed: readonly MovedLetter[]): Promise<void> {
  if (changed.length === 0) return
  const [ids, places] = [changed.map(({ letterId }) => letterId), changed.map(({ to }) => to)]
  await sql`
    update letter l
    set place = a.place,
      binned_at = case when a.place = 'bin' then ${scope.now}::timestamptz end,
      binned_from = case when a.place = 'bin' then l.place end
    from unnest(${ids}::uuid[], ${places}::text[]) as a(id, place)
    where l.id = a.id and l.mailbox_id = ${scope.mailboxId}`.execute(scope.db)
}

/** Marks what is there as read or unread. @returns the letters that are there, changed or not */
export function markLetters(scope: MailboxScope, letterIds: readonly string[], read: boolean): Promise<string[]> {
  return scope.db.transaction().execute(async (db) => {
    const inside = { ...scope, db }
    const found = await lockLetters(inside, letterIds)
    const changed = found.filter((letter) => (letter.read_at !== null) !== read).map(({ id }) => id)
    if (changed.length > 0) {
      await db
        .updateTable('letter')
        .set({ read_at: read ? scope.now : null })
        .where('id', '=', anyOf(changed))
        .where('mailbox_id', '=', scope.mailboxId)
        .execute()
      const act = read ? 'MARKED_READ' : 'MARKED_UNREAD'
      await recordActivities(
        inside,
        changed.map((letterId) => ({ act, letterId })),
      )
    }
    return found.map(({ id }) => id)
  })
}
