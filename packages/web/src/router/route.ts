import type { PlaceId } from '@brevdue/server/mailbox-contract'

/** A place of the mailbox, what is open in it, and its filter. */
export interface LettersRoute {
  page: 'letters'
  place: PlaceId
  letterId: string | undefined
  documentId: string | undefined
  unreadOnly: boolean
}

export type Route =
  | { page: 'sign-in'; stepUp: boolean }
  | { page: 'email-link' }
  | { page: 'activate' }
  | { page: 'recovery' }
  | { page: 'signed-out' }
  | LettersRoute
  | { page: 'letter-link'; letterId: string }
  | { page: 'settings' }
  | { page: 'help' }
  | { page: 'accessibility' }
  | { page: 'privacy' }
  | { page: 'not-found' }

/** In the order of the navigation. Tasks will come after the inbox, folders after the archive. */
export const places: readonly PlaceId[] = ['inbox', 'archive', 'bin']

const plainPages = ['activate', 'recovery', 'signed-out', 'settings', 'help', 'accessibility', 'privacy'] as const

/** Reads a path and a query; whatever is not ours is the page that says so. */
export function parseRoute(path: string, search: string): Route {
  const query = new URLSearchParams(search)
  const [page = 'inbox', ...ids] = path.split('/').slice(1).filter(Boolean).map(decode)
  const place = places.find((name) => name === page)
  if (place !== undefined && ids.length <= 2) return lettersRoute(place, ids, query)
  const [id] = ids
  if (id === undefined) return pageOf(page, query)
  if (ids.length > 1) return { page: 'not-found' }
  if (page === 'l') return { page: 'letter-link', letterId: id }
  return page === 'sign-in' && id === 'link' ? { page: 'email-link' } : { page: 'not-found' }
}

function pageOf(page: string, query: URLSearchParams): Route {
  if (page === 'sign-in') return { page: 'sign-in', stepUp: query.get('step-up') === '1' }
  const plain = plainPages.find((name) => name === page)
  return plain === undefined ? { page: 'not-found' } : { page: plain }
}

export function lettersPath(place: PlaceId, letterId?: string, documentId?: string): string {
  return [`/${place}`, letterId, documentId].filter((part) => part !== undefined).join('/')
}

export function inboxPath(letterId?: string, documentId?: string): string {
  return lettersPath('inbox', letterId, documentId)
}

/** Where the letter lies now; a place that this version does not know is shown as the inbox. */
export function placeOf(letter: { place: string }): PlaceId {
  return places.find((name) => name === letter.place) ?? 'inbox'
}

/** The filter lies in the query, so that Back undoes it. */
export function searchOf(unreadOnly: boolean): string {
  return unreadOnly ? '?unread=1' : ''
}

const publicPages: readonly Route['page'][] = [
  ...(['sign-in', 'email-link', 'activate', 'recovery', 'signed-out'] as const),
  ...(['help', 'accessibility', 'privacy', 'not-found'] as const),
]

/** Pages that can be read without being signed in. */
export function isPublic(route: Route): boolean {
  return publicPages.includes(route.page)
}

function lettersRoute(place: PlaceId, ids: string[], query: URLSearchParams): Route {
  return { page: 'letters', place, letterId: ids[0], documentId: ids[1], unreadOnly: query.get('unread') === '1' }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
