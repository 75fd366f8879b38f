import { createStore } from '../state/store.ts'
import { lettersStore } from './letters-store.ts'

/**
 * Which row shall have the focus. The list gives it, because a row may have to be drawn first; where the row is not in
 * the list, its heading takes the focus.
 */
export const rowFocus = createStore<{ letterId: string | undefined; request: number }>({
  letterId: undefined,
  request: 0,
})

/** The last request that has been answered: by whichever list was there when it could be. */
let answered = 0

export function focusRow(letterId: string | undefined): void {
  rowFocus.set({ letterId, request: rowFocus.get().request + 1 })
}

/** Where the page is only just loading: whoever has gone somewhere before the row is there stays there. */
export function focusRowIfStillNowhere(letterId: string): void {
  focusRow(letterId)
  const { request } = rowFocus.get()
  document.addEventListener('focusin', () => answerFocus(request), { once: true })
}

/** Of a request as it was when the asker was drawn: a newer one may have come since. */
export function isAnswered(request: number): boolean {
  return request <= answered
}

export function answerFocus(request: number): void {
  answered = Math.max(answered, request)
}

/** The letter whose row, or whose checkbox, has the focus now. */
export function focusedLetter(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('.row')?.dataset['row']
}

/** @returns whether there was a row to go to */
export function moveRowFocus(step: number): boolean {
  const { rows } = lettersStore.get()
  const from = focusedLetter() ?? document.querySelector<HTMLElement>('.row-link[tabindex="0"]')?.dataset['letter']
  const at = rows.findIndex(({ id }) => id === from)
  const target = rows[Math.min(Math.max(focusedLetter() === undefined ? at : at + step, 0), rows.length - 1)]
  if (target === undefined) return false
  focusRow(target.id)
  return true
}

/** The row to go on with once these are gone: the next one below the first of them, else the last one that stays. */
export function rowAfter(letterIds: readonly string[]): string | undefined {
  const gone = new Set(letterIds)
  const { rows } = lettersStore.get()
  const first = rows.findIndex(({ id }) => gone.has(id))
  if (first === -1) return undefined
  const below = rows.slice(first).find(({ id }) => !gone.has(id))
  return (below ?? rows.findLast(({ id }) => !gone.has(id)))?.id
}
