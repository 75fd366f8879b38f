import type { LetterRow, PlaceId } from '@brevdue/server/mailbox-contract'
import { forgetShelved, lettersStore, unreadIn } from './letters-store.ts'
import { type ListQuestion, listKey } from './list-position.ts'

/** Rows taken off a list, and what is needed to put them back where they stood. */
export interface TakenRows {
  list: ListQuestion
  /** The list as it was before. */
  before: readonly LetterRow[]
  rows: readonly LetterRow[]
  to: PlaceId | undefined
}

export function takeOutRows(letterIds: readonly string[], to: PlaceId | undefined): TakenRows {
  const ids = new Set(letterIds)
  const { place, unreadOnly, rows: before, fresh } = lettersStore.get()
  const rows = before.filter(({ id }) => ids.has(id))
  lettersStore.set({
    rows: before.filter(({ id }) => !ids.has(id)),
    fresh: fresh && { ...fresh, letters: fresh.letters.filter(({ id }) => !ids.has(id)) },
    ...countsAfter(rows, place, to, -1),
  })
  return { list: { place, unreadOnly }, before, rows, to }
}

/** Puts some of the rows back; where another list is shown by now, theirs will be asked for anew. */
export function putBackRows(taken: TakenRows, letterIds: readonly string[]): void {
  const ids = new Set(letterIds)
  const now = lettersStore.get()
  const shown = new Set(now.rows.map(({ id }) => id))
  const rows = taken.rows.filter(({ id }) => ids.has(id) && !shown.has(id))
  if (listKey(now) !== listKey(taken.list)) {
    forgetShelved(taken.list)
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
  to: PlaceId | undefined,
  step: 1 | -1,
): { unread: number; inboxUnread: number } {
  const { unread, inboxUnread } = lettersStore.get()
  const delta = step * unreadIn(rows)
  const inboxDelta = from === 'inbox' ? delta : to === 'inbox' ? -delta : 0
  return { unread: Math.max(0, unread + delta), inboxUnread: Math.max(0, inboxUnread + inboxDelta) }
}

/** Two lists in one order, newest first: the rows go back between those that stood around them before. */
export function mergeBack(
  now: readonly LetterRow[],
  before: readonly LetterRow[],
  rows: readonly LetterRow[],
): LetterRow[] {
  const shown = new Set(now.map(({ id }) => id))
  const back = new Set(rows.map(({ id }) => id))
  const order = before.filter(({ id }) => shown.has(id) || back.has(id))
  const rank = new Map(order.map(({ id }, at) => [id, at]))
  const merged: LetterRow[] = []
  let next = 0
  const take = (until: (row: LetterRow, at: number) => boolean): void => {
    for (let row = order[next]; row !== undefined && until(row, next); row = order[++next]) {
      if (!shown.has(row.id)) merged.push(row)
    }
  }
  for (const row of now) {
    const at = rank.get(row.id)
    if (at !== undefined) take((_row, index) => index <= at)
    // loaded since: older than all that was there, or newer
    else take((other) => !shown.has(other.id) && other.receivedAt >= row.receivedAt)
    merged.push(row)
  }
  take(() => true)
  return merged
}
