import type { LetterPage, LetterRow } from '@brevdue/server/mailbox-contract'
import { fetchLetters } from '../api/letters-api.ts'
import { type FailureCode, failureCode } from '../api/request.ts'
import { createStore } from '../state/store.ts'
import { keepEqualRows, withNews, withoutMissingRows } from './merge-rows.ts'

export interface LettersState {
  rows: readonly LetterRow[]
  nextCursor: string | null
  unread: number
  unreadOnly: boolean
  phase: 'none' | 'loading' | 'loading-more' | 'ready'
  failure: FailureCode | undefined
  /** Letters that have arrived since the list was drawn; shown when asked for, never pushed in. */
  fresh: LetterPage | undefined
  freshCount: number
}

const empty: LettersState = {
  rows: [],
  nextCursor: null,
  unread: 0,
  unreadOnly: false,
  phase: 'none',
  failure: undefined,
  fresh: undefined,
  freshCount: 0,
}

export const lettersStore = createStore<LettersState>(empty)

let etag: string | undefined
/** The rows answer another filter than the one chosen, because the network was away when it was. */
let outdated = false
/** Answers to an older question (another filter, another person) are thrown away. */
let question = 0
/** Of two refreshes under way the one asked last counts, whichever is answered last. */
let refreshes = 0

export function clearLetters(): void {
  question++
  etag = undefined
  lettersStore.set(empty)
}

/** Loads the first page; rows that are already there stay until the answer comes. */
export async function loadLetters(unreadOnly: boolean): Promise<void> {
  const asked = ++question
  outdated = true
  lettersStore.set({ phase: 'loading', unreadOnly })
  try {
    const answer = await fetchLetters({ unreadOnly })
    if (asked === question && answer !== null) showPage(answer.body, answer.etag)
  } catch (error) {
    if (asked === question) lettersStore.set({ phase: 'ready', failure: failureCode(error) })
  }
}

export async function loadMore(): Promise<number> {
  const { nextCursor, rows, unreadOnly, phase } = lettersStore.get()
  if (nextCursor === null || phase === 'loading-more') return 0
  const asked = question
  lettersStore.set({ phase: 'loading-more' })
  try {
    const answer = await fetchLetters({ unreadOnly, cursor: nextCursor })
    if (asked !== question || answer === null) return 0
    const known = new Set(rows.map((row) => row.id))
    const added = answer.body.letters.filter((row) => !known.has(row.id))
    lettersStore.set({
      rows: [...rows, ...added],
      nextCursor: answer.body.nextCursor,
      phase: 'ready',
      failure: undefined,
    })
    return added.length
  } catch (error) {
    if (asked === question) lettersStore.set({ phase: 'ready', failure: failureCode(error) })
    return 0
  }
}

/** Asks quietly whether something has changed. */
export async function refreshLetters(): Promise<void> {
  const { phase, unreadOnly } = lettersStore.get()
  if (phase !== 'ready') return
  if (outdated) return loadLetters(unreadOnly)
  const asked = question
  const refresh = ++refreshes
  const outrun = (): boolean => asked !== question || refresh !== refreshes
  try {
    const answer = await fetchLetters({ unreadOnly }, etag)
    if (outrun()) return
    lettersStore.set({ failure: undefined })
    if (answer === null) return
    etag = answer.etag
    takeIn(answer.body)
  } catch (error) {
    if (!outrun()) lettersStore.set({ failure: failureCode(error) })
  }
}

export function showFreshLetters(): void {
  const { fresh } = lettersStore.get()
  if (fresh !== undefined) showPage(fresh, etag)
}

/** Changes one row in place; the others keep their identity, so that they are not drawn again. */
export function changeRow(letterId: string, change: Partial<LetterRow>): void {
  const { rows, unread } = lettersStore.get()
  const row = rows.find(({ id }) => id === letterId)
  if (row === undefined) return
  const delta = change.unread === undefined || change.unread === row.unread ? 0 : change.unread ? 1 : -1
  lettersStore.set({
    rows: rows.map((other) => (other === row ? { ...row, ...change } : other)),
    unread: Math.max(0, unread + delta),
  })
}

function showPage(page: LetterPage, pageEtag: string | undefined): void {
  etag = pageEtag
  outdated = false
  lettersStore.set({
    rows: keepEqualRows(lettersStore.get().rows, page.letters),
    nextCursor: page.nextCursor,
    unread: page.unread,
    phase: 'ready',
    failure: undefined,
    fresh: undefined,
    freshCount: 0,
  })
}

function takeIn(page: LetterPage): void {
  const { rows, unreadOnly } = lettersStore.get()
  if (rows.length === 0) {
    showPage(page, etag)
    return
  }
  const known = new Set(rows.map((row) => row.id))
  const freshCount = page.letters.filter((row) => !known.has(row.id)).length
  lettersStore.set({
    rows: unreadOnly ? withNews(rows, page) : withoutMissingRows(rows, page),
    unread: page.unread,
    fresh: freshCount > 0 ? page : undefined,
    freshCount,
  })
}
