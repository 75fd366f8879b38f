import type { Moved, PlaceId } from '@brevdue/server/mailbox-contract'
import { deleteLetters, markLetters, mostLettersAtOnce, moveLetters } from '../api/letters-api.ts'
import { failureCode } from '../api/request.ts'
import { currentPlace, navigate } from '../router/navigation.ts'
import { lettersPath, places, searchOf } from '../router/route.ts'
import { type ActNews, currentNews, tellAct, tellProgress } from './act-news.ts'
import { beginBack, bringBack, sendAway, settleAway } from './away-letters.ts'
import { askToDelete } from './delete-question.ts'
import { changeRows, forgetShelved, lettersStore } from './letters-store.ts'
import { loadLetters, refreshLetters } from './load-letters.ts'
import { focusRow, rowAfter } from './row-focus.ts'
import { endSelection } from './selection.ts'
import { type Destination, putBackRows, type TakenRows, takeOutRows } from './take-out-rows.ts'

/**
 * What one does to letters, from the list, from the letter view and by keys. Each acts at once on the screen, tells the
 * server, and takes itself back with words when the server refuses or is away. A letter that is open stays open until
 * the server has answered: without a network it could not be opened again. They resolve when the server has answered,
 * and never reject.
 */
export const archiveLetters = (letterIds: readonly string[]): Promise<void> =>
  move(letterIds, () => 'archive', 'archived')
export const binLetters = (letterIds: readonly string[]): Promise<void> => move(letterIds, () => 'bin', 'binned')

/**
 * From the bin to where each letter lay before, from the archive to the inbox.
 *
 * @param known for a letter that is not in the list: where it lay before, as its own answer says
 */
export function restoreLetters(letterIds: readonly string[], known: PlaceId = 'inbox'): Promise<void> {
  const before = new Map(lettersStore.get().rows.map(({ id, restoresTo }) => [id, restoresTo ?? 'inbox']))
  return move(letterIds, (id) => before.get(id) ?? known, 'moved')
}

/** @returns whether there was an act to undo; one level, and as long as its words are shown */
export function undoLast(): boolean {
  const undo = currentNews()?.undo
  undo?.()
  return undo !== undefined
}

/** Asks first: this cannot be undone. Only letters in the bin. */
export async function deleteForGood(letterIds: readonly string[]): Promise<void> {
  if (letterIds.length === 0 || !(await askToDelete(letterIds.length))) return
  const gone: string[] = []
  let fault: unknown
  try {
    // nothing brings them back, so that they are gone is said when it is so
    await queued(async () => {
      for (const batch of batchesOf(letterIds)) {
        await deleteLetters(batch)
        gone.push(...batch)
      }
    })
  } catch (error) {
    fault = error
  }
  if (gone.length > 0) {
    const { taken } = takeAway(
      gone,
      () => undefined,
      () => ({ kind: 'deleted', n: gone.length, place: 'bin' }),
    )
    settleAway(gone)
    forgetOtherPlaces(taken.list.place)
  }
  if (fault !== undefined) tellFailure(fault, letterIds.length - gone.length)
  await refreshWhenDone()
}

/** @returns whether it is so; without a network, or when the server refuses, it is as before */
export async function markLettersRead(letterIds: readonly string[], read: boolean): Promise<boolean> {
  if (letterIds.length === 0) return true
  const { rows, place } = lettersStore.get()
  const ids = new Set(letterIds)
  const changed = rows.filter((row) => ids.has(row.id) && row.unread === read).map(({ id }) => id)
  changeRows(changed, { unread: !read })
  endSelection()
  tellAct({ kind: read ? 'marked-read' : 'marked-unread', n: letterIds.length, place })
  try {
    for (const batch of batchesOf(letterIds)) await queued(() => markLetters(batch, read))
    return true
  } catch (error) {
    changeRows(changed, { unread: read })
    tellFailure(error, letterIds.length)
    return false
  }
}

async function move(letterIds: readonly string[], to: (id: string) => PlaceId, kind: ActNews['kind']): Promise<void> {
  const goals = new Set(letterIds.map(to))
  const [place] = goals
  if (place === undefined || goals.has(shownPlace())) return
  const moved: Moved['moved'] = []
  const undo = (taken: TakenRows) => (): void => void moveBack(taken, letterIds, moved)
  const told = { kind: goals.size > 1 ? 'restored' : kind, n: letterIds.length, place } as const
  const send = async (batch: string[]): Promise<void> => {
    const answer = await moveLetters(batch.map((letterId) => ({ letterId, to: to(letterId) })))
    moved.push(...answer.moved)
  }
  const open = openAmong(letterIds)
  if (open !== undefined) {
    await moveFromOpen(open, letterIds, to, send, (taken, n) => tellAct({ ...told, n, undo: undo(taken) }))
    return
  }
  const { taken, act } = takeAway(letterIds, to, (rows) => ({ ...told, undo: undo(rows) }))
  await inBatches(letterIds, act, taken, send)
}

/** The letter that is open, when it is one of these, and the list that it was opened from. */
interface OpenLetter {
  letterId: string
  list: string
}

function openAmong(letterIds: readonly string[]): OpenLetter | undefined {
  const { route } = currentPlace()
  if (route.page !== 'letters' || route.letterId === undefined || !letterIds.includes(route.letterId)) return undefined
  return { letterId: route.letterId, list: lettersPath(route.place) + searchOf(route.unreadOnly) }
}

/** Back to the list, unless one has gone elsewhere by now. @returns whether it did */
function leave({ letterId, list }: OpenLetter): boolean {
  const { route } = currentPlace()
  if (route.page !== 'letters' || route.letterId !== letterId) return false
  navigate(list, { replace: true })
  return true
}

/** Open letters whose act the server has not answered yet: a second press must not ask again. */
const underWay = new Set<string>()

/**
 * The rows go at once, and the open letter when the server has moved it: what one reads is not taken away for an act that
 * then fails, since without a network it could not be opened again.
 */
async function moveFromOpen(
  open: OpenLetter,
  letterIds: readonly string[],
  to: Destination,
  send: (batch: string[]) => Promise<void>,
  tell: (taken: TakenRows, n: number) => void,
): Promise<void> {
  if (underWay.has(open.letterId)) return
  underWay.add(open.letterId)
  const next = rowAfter(letterIds)
  const taken = takeOutRows(letterIds, to)
  sendAway(letterIds)
  endSelection()
  const { done, fault } = await sendAll(letterIds, send, () => undefined)
  underWay.delete(open.letterId)
  const left = letterIds.slice(0, done).includes(open.letterId) && leave(open)
  if (done > 0) tell(taken, done)
  if (left) focusRow(next)
  await endOfMove(letterIds, taken, done, fault)
}

/** The rows come back at once; the server is told when it has heard of the act itself. */
async function moveBack(taken: TakenRows, letterIds: readonly string[], moved: Moved['moved']): Promise<void> {
  const endBack = beginBack(letterIds)
  putBackRows(taken, letterIds)
  tellAct({ kind: 'undone', n: letterIds.length, place: taken.list.place })
  focusRow(letterIds.find((id) => taken.rows.some((row) => row.id === id)))
  forgetOtherPlaces(taken.list.place)
  try {
    await queued(async () => {
      for (const batch of batchesOf(moved)) {
        await moveLetters(batch.map(({ letterId, from }) => ({ letterId, to: from })))
      }
    })
  } catch (error) {
    tellFailure(error, letterIds.length)
  } finally {
    endBack()
  }
  await refreshWhenDone()
}

/** Letters have come to them or left them. */
function forgetOtherPlaces(shown: PlaceId): void {
  for (const place of places) if (place !== shown) forgetShelved(place)
}

/** Off the list, and back to the list from a letter that goes; the focus goes on to the next row. */
function takeAway(
  letterIds: readonly string[],
  to: Destination,
  told: (taken: TakenRows) => Parameters<typeof tellAct>[0],
): { taken: TakenRows; act: number } {
  const next = rowAfter(letterIds)
  const taken = takeOutRows(letterIds, to)
  sendAway(letterIds)
  endSelection()
  const open = openAmong(letterIds)
  if (open !== undefined) leave(open)
  const act = tellAct(told(taken))
  focusRow(next)
  return { taken, act }
}

/** In as many requests as the server's limit asks for. What one of them could not do is put back, and so is the rest. */
async function inBatches(
  letterIds: readonly string[],
  act: number,
  taken: TakenRows,
  send: (batch: string[]) => Promise<void>,
): Promise<void> {
  const { done, fault } = await sendAll(letterIds, send, (sent) => {
    if (letterIds.length > mostLettersAtOnce) tellProgress(act, sent)
  })
  if (fault === undefined) tellProgress(act, undefined)
  await endOfMove(letterIds, taken, done, fault)
}

interface Sent {
  /** How many of the letters the server has moved, from the first on. */
  done: number
  fault: unknown
}

async function sendAll(
  letterIds: readonly string[],
  send: (batch: string[]) => Promise<void>,
  onBatch: (done: number) => void,
): Promise<Sent> {
  let done = 0
  try {
    await queued(async () => {
      for (const batch of batchesOf(letterIds)) {
        onBatch(done)
        await send(batch)
        settleAway(batch)
        done += batch.length
      }
    })
    return { done, fault: undefined }
  } catch (fault) {
    return { done, fault }
  }
}

async function endOfMove(letterIds: readonly string[], taken: TakenRows, done: number, fault: unknown): Promise<void> {
  if (fault !== undefined) {
    const rest = letterIds.slice(done)
    bringBack(rest)
    putBackRows(taken, rest)
    tellFailure(fault, rest.length)
  }
  forgetOtherPlaces(taken.list.place)
  await refreshWhenDone()
}

function tellFailure(error: unknown, n: number): void {
  const code = failureCode(error)
  if (code === 'SIGNED_OUT') return
  // the notice under the header says so at once, and goes when the network is back
  if (code === 'OFFLINE') lettersStore.set({ failure: code })
  tellAct({ kind: code === 'OFFLINE' ? 'offline' : 'refused', n, place: lettersStore.get().place })
}

function* batchesOf<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += mostLettersAtOnce) yield all.slice(at, at + mostLettersAtOnce)
}

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/** One act after the other, in the order they were done: an undo must not reach the server before what it undoes. */
function queued<T>(ask: () => Promise<T>): Promise<T> {
  waiting++
  const asked = last.then(ask).finally(() => waiting--)
  last = asked.catch(() => undefined)
  return asked
}

/** Asks what the list looks like once the server has heard of everything that was done on the screen. */
async function refreshWhenDone(): Promise<void> {
  const { failure, phase, place, unreadOnly } = lettersStore.get()
  if (waiting > 0 || failure === 'OFFLINE') return
  // another place may have been asked for in the meantime, and be answered as it was before the act
  if (phase === 'loading') await loadLetters({ place, unreadOnly })
  else await refreshLetters()
}

function shownPlace(): PlaceId {
  const { route } = currentPlace()
  return route.page === 'letters' ? route.place : lettersStore.get().place
}
