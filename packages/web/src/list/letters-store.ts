import type { LetterPage, LetterRow, PlaceId } from '@brevdue/server/mailbox-contract'
import type { FailureCode } from '../api/request.ts'
import { createStore } from '../state/store.ts'
import { actNews } from './act-news.ts'
import { type ListQuestion, listKey } from './list-position.ts'
import { countAfter } from './unread-count.ts'

export interface LettersState extends ListQuestion {
  rows: readonly LetterRow[]
  nextCursor: string | null
  /** In this place. */
  unread: number
  /** In the inbox, wherever one is. */
  inboxUnread: number
  binDays: number
  phase: 'none' | 'loading' | 'loading-more' | 'ready'
  failure: FailureCode | undefined
  /** Letters that have arrived since the list was drawn; shown when asked for, never pushed in. */
  fresh: LetterPage | undefined
  freshCount: number
  etag: string | undefined
  /** The rows answer another filter than the one chosen, because the network was away when it was. */
  outdated: boolean
  /** More pages are on their way by themselves, because the list was left further down. */
  returning: boolean
}

const noLetters = {
  rows: [],
  nextCursor: null,
  unread: 0,
  phase: 'none',
  failure: undefined,
  fresh: undefined,
  freshCount: 0,
  etag: undefined,
  outdated: false,
  returning: false,
} satisfies Partial<LettersState>

export const lettersStore = createStore<LettersState>({
  ...noLetters,
  place: 'inbox',
  unreadOnly: false,
  inboxUnread: 0,
  binDays: 30,
})

/** Lists of other places as they were left, so that coming back to one shows it at once. */
const shelf = new Map<string, LettersState>()

/** Answers to an older question (another place, filter or person) are thrown away. */
let question = 0

export function newQuestion(): number {
  return ++question
}

export function currentQuestion(): number {
  return question
}

export function isOldQuestion(asked: number): boolean {
  return asked !== question
}

let clearings = 0

/** How often all was forgotten: rows taken off a list before that must not come back to it. */
export function timesCleared(): number {
  return clearings
}

/** Nothing of any letter stays in memory. */
export function clearLetters(): void {
  newQuestion()
  clearings++
  shelf.clear()
  // an undo holds the rows it would put back
  actNews.set({ news: undefined })
  lettersStore.set({ ...noLetters, inboxUnread: 0 })
}

/**
 * Puts the list on the shelf and takes another one from it. Rows of another place never stay; those of another filter
 * do, until the answer has come.
 *
 * @returns whether the other list was there
 */
export function changeList(list: ListQuestion): boolean {
  const now = lettersStore.get()
  newQuestion()
  // a letter read in the list of unread ones stays there while one looks, and not when one comes back
  if (now.phase !== 'none' && !now.outdated && !now.unreadOnly) shelf.set(listKey(now), { ...now, phase: 'ready' })
  const { failure, inboxUnread, binDays } = now
  const kept = shelf.get(listKey(list))
  if (kept !== undefined) lettersStore.set({ ...kept, failure, inboxUnread, binDays })
  else lettersStore.set({ ...(now.place !== list.place && { ...noLetters, failure }), ...list })
  return kept !== undefined
}

/** A place that other letters lie in now is asked for anew when one comes back to it. */
export function forgetShelved(place: PlaceId): void {
  shelf.delete(listKey({ place, unreadOnly: false }))
}

/** Changes one row in place; the others keep their identity, so that they are not drawn again. */
export function changeRow(letterId: string, change: Partial<LetterRow>): void {
  changeRows([letterId], change)
}

export function changeRows(letterIds: readonly string[], change: Partial<LetterRow>): void {
  const ids = new Set(letterIds)
  for (const [key, list] of shelf) shelf.set(key, { ...list, rows: changed(list.rows, ids, change) })
  const { rows, unread, inboxUnread, place } = lettersStore.get()
  const after = changed(rows, ids, change)
  const delta = unreadIn(after) - unreadIn(rows)
  lettersStore.set({
    rows: after,
    unread: countAfter(unread, delta),
    inboxUnread: countAfter(inboxUnread, place === 'inbox' ? delta : 0),
  })
}

function changed(rows: readonly LetterRow[], ids: ReadonlySet<string>, change: Partial<LetterRow>): LetterRow[] {
  return rows.map((row) => (ids.has(row.id) ? { ...row, ...change } : row))
}

export function unreadIn(rows: readonly LetterRow[]): number {
  return rows.reduce((count, row) => count + (row.unread ? 1 : 0), 0)
}
