import type { PlaceId } from '@brevdue/server/mailbox-contract'

/** Which list: a place, all of it or what is unread there. */
export interface ListQuestion {
  place: PlaceId
  unreadOnly: boolean
}

/** Where a list was left: numbers and an opaque id, nothing about the letters. */
export interface ListPosition {
  top: number
  /** How many rows were loaded: as many are needed to stand there again. */
  loaded: number
  /** The row one was at. */
  letterId: string | undefined
}

const storageKey = 'brevdue-list-positions'
let positions: Record<string, ListPosition> = read()

export function listKey({ place, unreadOnly }: ListQuestion): string {
  return unreadOnly ? `${place}?unread` : place
}

export function positionOf(list: ListQuestion): ListPosition {
  return positions[listKey(list)] ?? { top: 0, loaded: 0, letterId: undefined }
}

export function rememberPosition(list: ListQuestion, change: Partial<ListPosition>): void {
  positions[listKey(list)] = { ...positionOf(list), ...change }
}

export function forgetPositions(): void {
  positions = {}
  keepPositions()
}

/** For this tab and until it is closed: a stronger sign-in and a reload leave the page and come back to it. */
export function keepPositions(): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(positions))
  } catch {
    // without storage one comes back to the top of the list
  }
}

function read(): Record<string, ListPosition> {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Record<string, ListPosition>
  } catch {
    return {}
  }
}
