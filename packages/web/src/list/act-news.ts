import type { PlaceId } from '@brevdue/server/mailbox-contract'
import { currentPlace } from '../router/navigation.ts'
import { createStore } from '../state/store.ts'

export type ActKind =
  | 'archived'
  | 'binned'
  | 'moved'
  /** Back to where they lay before, which was not one place. */
  | 'restored'
  | 'deleted'
  | 'marked-read'
  | 'marked-unread'
  | 'undone'
  | 'refused'
  | 'offline'

/** What was last done to letters of the list, or could not be. */
export interface ActNews {
  kind: ActKind
  n: number
  /** Where the letters lie now. */
  place: PlaceId
  /** Done so far, while many letters are moved in several requests. */
  progress: number | undefined
  undo: (() => void) | undefined
  /** It is told until the next act or the next change of address, however long that takes. */
  visit: number
  /** Grows with every act: the same words twice are told twice. */
  number: number
}

export const actNews = createStore<{ news: ActNews | undefined }>({ news: undefined })

let number = 0

export function tellAct(told: Pick<ActNews, 'kind' | 'n' | 'place'> & { undo?: () => void }): number {
  number++
  const { visit } = currentPlace()
  actNews.set({ news: { progress: undefined, undo: undefined, ...told, visit, number } })
  return number
}

export function tellProgress(act: number, progress: number | undefined): void {
  const { news } = actNews.get()
  if (news?.number === act) actNews.set({ news: { ...news, progress } })
}

/** The news that still holds at this address. */
export function currentNews(): ActNews | undefined {
  const { news } = actNews.get()
  return news?.visit === currentPlace().visit ? news : undefined
}
