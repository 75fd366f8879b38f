import type { LetterRow, PlaceId } from '@brevdue/server/mailbox-contract'
import { forgetShelved, lettersStore, timesCleared, unreadIn } from './letters-store.ts'
import { type ListQuestion, listKey } from './list-position.ts'
import { mergeBack } from './merge-back.ts'
import { countAfter } from './unread-count.ts'

/** Rows taken off a list, and what is needed to put them back where they stood. */
export interface TakenRows {
  list: ListQuestion
  /** The list as it was before. */
  before: readonly LetterRow[]
  rows: readonly LetterRow[]
  /** Where each goes; nowhere when it is deleted. */
  to: Destination
  cleared: number
}

export type Destination = (letterId: string) => PlaceId | undefined

export function takeOutRows(letterIds: readonly string[], to: Destination): TakenRows {
  const ids = new Set(letterIds)
  const { place, unreadOnly, rows: before, fresh } = lettersStore.get()
  const rows = before.filter(({ id }) => ids.has(id))
  lettersStore.set({
    rows: before.filter(({ id }) => !ids.has(id)),
    fresh: fresh && { ...fresh, letters: fresh.letters.filter(({ id }) => !ids.has(id)) },
    ...countsAfter(rows, place, to, -1),
  })
  return { list: { place, unreadOnly }, before, rows, to, cleared: timesCleared() }
}

/** Puts some of the rows back; where another list is shown by now, theirs will be asked for anew. */
export function putBackRows(taken: TakenRows, letterIds: readonly string[]): void {
  if (taken.cleared !== timesCleared()) return
  const ids = new Set(letterIds)
  const now = lettersStore.get()
  const shown = new Set(now.rows.map(({ id }) => id))
  const rows = taken.rows.filter(({ id }) => ids.has(id) && !shown.has(id))
  if (listKey(now) !== listKey(taken.list)) {
    forgetShelved(taken.list.place)
    return
  }
  lettersStore.set({
    rows: mergeBack(now.rows, taken.before, rows),
    ...countsAfter(rows, now.place, taken.to, 1),
  })
}

function countsAfter(
  rows: readonly LetterRow[],
  from: PlaceId,
  to: Destination,
  step: 1 | -1,
): { unread: number; inboxUnread: number } {
  const { unread, inboxUnread } = lettersStore.get()
  const gone = step * unreadIn(rows)
  const toInbox = -step * unreadIn(rows.filter(({ id }) => to(id) === 'inbox'))
  const inboxDelta = from === 'inbox' ? gone : toInbox
  return { unread: countAfter(unread, gone), inboxUnread: countAfter(inboxUnread, inboxDelta) }
}
