import type { LetterPage } from '@brevdue/server/mailbox-contract'
import { fetchLetters } from '../api/letters-api.ts'
import { failureCode } from '../api/request.ts'
import { outrunByBack, withoutAway } from './away-letters.ts'
import { changeList, currentQuestion, isOldQuestion, lettersStore, newQuestion } from './letters-store.ts'
import { type ListQuestion, positionOf } from './list-position.ts'
import { countFresh, keepEqualRows, withNews, withoutMissingRows } from './merge-rows.ts'

/** As far down as a list is loaded again by itself, to stand where it was left. */
const mostRowsAgain = 1000

/** Of two refreshes under way the one asked last counts, whichever is answered last. */
let refreshes = 0

/** Shows a place: at once when it was shown before, and then asks for what has changed in it. */
export async function openList(list: ListQuestion): Promise<void> {
  const { phase } = lettersStore.get()
  if (changeList(list) && phase !== 'none') return refreshLetters()
  await loadLetters(list)
}

/** Loads the first page, and as many as were loaded when the list was left; rows that are there stay until it comes. */
export async function loadLetters(list: ListQuestion): Promise<void> {
  const asked = newQuestion()
  const notAway = withoutAway()
  const { unreadOnly, place } = list
  const wanted = Math.min(positionOf(list).loaded, mostRowsAgain)
  lettersStore.set({ phase: 'loading', unreadOnly, place, outdated: true, returning: wanted > 0 })
  try {
    const answer = await fetchLetters(list)
    if (isOldQuestion(asked) || answer === null) return
    showPage({ ...answer.body, letters: notAway(answer.body.letters) }, answer.etag)
  } catch (error) {
    if (!isOldQuestion(asked)) lettersStore.set({ phase: 'ready', failure: failureCode(error), returning: false })
    return
  }
  await loadAgain(asked, wanted)
}

async function loadAgain(asked: number, wanted: number): Promise<void> {
  while (!isOldQuestion(asked) && lettersStore.get().rows.length < wanted) {
    if ((await loadMore()) === 0) break
  }
  if (!isOldQuestion(asked)) lettersStore.set({ returning: false })
}

/** @returns how many rows came */
export async function loadMore(): Promise<number> {
  const { nextCursor, place, unreadOnly, phase } = lettersStore.get()
  if (nextCursor === null || phase === 'loading-more') return 0
  const asked = currentQuestion()
  const notAway = withoutAway()
  lettersStore.set({ phase: 'loading-more' })
  try {
    const answer = await fetchLetters({ place, unreadOnly, cursor: nextCursor })
    if (isOldQuestion(asked) || answer === null) return 0
    const { rows } = lettersStore.get()
    const known = new Set(rows.map((row) => row.id))
    const added = notAway(answer.body.letters).filter((row) => !known.has(row.id))
    const next = answer.body.nextCursor
    lettersStore.set({ rows: [...rows, ...added], nextCursor: next, phase: 'ready', failure: undefined })
    return added.length
  } catch (error) {
    if (!isOldQuestion(asked)) lettersStore.set({ phase: 'ready', failure: failureCode(error) })
    return 0
  }
}

/** Asks quietly whether something has changed. */
export async function refreshLetters(): Promise<void> {
  const { phase, outdated, place, unreadOnly, etag } = lettersStore.get()
  if (phase !== 'ready') return
  if (outdated) return loadLetters({ place, unreadOnly })
  const asked = currentQuestion()
  const refresh = ++refreshes
  const outrun = (): boolean => isOldQuestion(asked) || refresh !== refreshes
  const tooEarly = outrunByBack()
  const notAway = withoutAway()
  try {
    const answer = await fetchLetters({ place, unreadOnly }, etag)
    if (outrun()) return
    lettersStore.set({ failure: undefined })
    if (answer === null || tooEarly()) return
    lettersStore.set({ etag: answer.etag })
    takeIn({ ...answer.body, letters: notAway(answer.body.letters) })
  } catch (error) {
    if (!outrun()) lettersStore.set({ failure: failureCode(error) })
  }
}

/** @returns the first of the new letters */
export function showFreshLetters(): string | undefined {
  const { fresh, etag } = lettersStore.get()
  if (fresh === undefined) return undefined
  newQuestion()
  showPage(fresh, etag)
  return fresh.letters[0]?.id
}

function showPage(page: LetterPage, etag: string | undefined): void {
  lettersStore.set({
    rows: keepEqualRows(lettersStore.get().rows, page.letters),
    nextCursor: page.nextCursor,
    ...countsOf(page),
    phase: 'ready',
    failure: undefined,
    fresh: undefined,
    freshCount: 0,
    etag,
    outdated: false,
  })
}

function takeIn(page: LetterPage): void {
  const { rows, unreadOnly, etag, nextCursor } = lettersStore.get()
  if (rows.length === 0) {
    showPage(page, etag)
    return
  }
  const freshCount = countFresh(rows, page, nextCursor === null)
  lettersStore.set({
    rows: unreadOnly ? withNews(rows, page) : withoutMissingRows(rows, page),
    ...countsOf(page),
    fresh: freshCount > 0 ? page : undefined,
    freshCount,
  })
}

function countsOf({ unread, inboxUnread, binDays }: LetterPage): Partial<LetterPage> {
  return { unread, inboxUnread, binDays }
}
