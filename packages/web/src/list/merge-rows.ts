import type { LetterPage, LetterRow } from '@brevdue/server/mailbox-contract'

/** Rows as the server has them now, but the same objects where nothing has changed: they are then not drawn again. */
export function keepEqualRows(old: readonly LetterRow[], rows: readonly LetterRow[]): LetterRow[] {
  const known = new Map(old.map((row) => [row.id, row]))
  return rows.map((row) => {
    const before = known.get(row.id)
    return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row
  })
}

/**
 * The shown rows after a look at the first page: changed rows changed, rows that are gone from that stretch removed,
 * rows below it kept. New rows are left out; they are offered by a button.
 */
export function withoutMissingRows(shown: readonly LetterRow[], page: LetterPage): LetterRow[] {
  const now = new Map(page.letters.map((row) => [row.id, row]))
  const last = page.letters.at(-1)
  const end = page.nextCursor === null ? shown.length : shown.findLastIndex((row) => row.id === last?.id) + 1
  const kept = shown.filter((row, index) => index >= end || now.has(row.id))
  return keepEqualRows(
    shown,
    kept.map((row) => now.get(row.id) ?? row),
  )
}

/** The shown rows with what the first page now says of them; a letter just read stays in the list of unread ones. */
export function withNews(shown: readonly LetterRow[], page: LetterPage): LetterRow[] {
  const now = new Map(page.letters.map((row) => [row.id, row]))
  return keepEqualRows(
    shown,
    shown.map((row) => now.get(row.id) ?? row),
  )
}

/**
 * How many letters of the first page have arrived since the list was drawn. A row that has moved up into the first page
 * from further down is no news; where all is loaded there is nothing further down.
 */
export function countFresh(shown: readonly LetterRow[], page: LetterPage, allLoaded: boolean): number {
  const known = new Set(shown.map((row) => row.id))
  const lastKnown = page.letters.findLastIndex((row) => known.has(row.id))
  const stretch = allLoaded || lastKnown === -1 ? page.letters : page.letters.slice(0, lastKnown)
  return stretch.filter((row) => !known.has(row.id)).length
}
