import type { LetterRow } from '@brevdue/server/mailbox-contract'

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
