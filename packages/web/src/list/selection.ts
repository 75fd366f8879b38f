import { createStore } from '../state/store.ts'
import { lettersStore } from './letters-store.ts'

interface Selection {
  /** Checkboxes stand beside the rows and the action bar above them. */
  on: boolean
  ids: ReadonlySet<string>
  /** Where a range begins. */
  anchor: string | undefined
}

const none: Selection = { on: false, ids: new Set(), anchor: undefined }

export const selection = createStore<Selection>(none)

export function beginSelection(): void {
  selection.set({ on: true })
}

export function endSelection(): void {
  if (selection.get().on) selection.set(none)
}

/** Checks or unchecks one letter; as a range, all from the last one to this one are made like this one. */
export function toggleSelected(letterId: string, asRange = false): void {
  const { ids, anchor } = selection.get()
  const after = new Set(ids)
  const check = asRange && anchor !== undefined ? true : !ids.has(letterId)
  for (const id of asRange ? range(anchor, letterId) : [letterId]) {
    if (check) after.add(id)
    else after.delete(id)
  }
  selection.set({ on: true, ids: after, anchor: letterId })
}

/** All that are loaded, or none when all of them are. */
export function toggleAll(): void {
  const { rows } = lettersStore.get()
  const { ids } = selectedNow()
  selection.set({ ids: ids.length === rows.length ? new Set() : new Set(rows.map(({ id }) => id)) })
}

/** In the order of the list; a letter that has left it is no longer selected. */
export function selectedNow(): { ids: string[]; all: boolean } {
  const { ids } = selection.get()
  const { rows } = lettersStore.get()
  const selected = rows.filter(({ id }) => ids.has(id)).map(({ id }) => id)
  return { ids: selected, all: rows.length > 0 && selected.length === rows.length }
}

function range(from: string | undefined, to: string): string[] {
  const { rows } = lettersStore.get()
  const ends = [rows.findIndex(({ id }) => id === (from ?? to)), rows.findIndex(({ id }) => id === to)]
  if (ends.includes(-1)) return [to]
  return rows.slice(Math.min(...ends), Math.max(...ends) + 1).map(({ id }) => id)
}
