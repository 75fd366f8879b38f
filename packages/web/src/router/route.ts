export type Route =
  | { page: 'sign-in'; stepUp: boolean }
  | { page: 'signed-out' }
  | { page: 'inbox'; letterId: string | undefined; documentId: string | undefined; unreadOnly: boolean }
  | { page: 'letter-link'; letterId: string }
  | { page: 'settings' }
  | { page: 'help' }
  | { page: 'accessibility' }
  | { page: 'privacy' }
  | { page: 'not-found' }

const plainPages = ['signed-out', 'settings', 'help', 'accessibility', 'privacy'] as const

/** Reads a path and a query; whatever is not ours is the page that says so. */
export function parseRoute(path: string, search: string): Route {
  const query = new URLSearchParams(search)
  const [page = '', ...ids] = path.split('/').slice(1).filter(Boolean).map(decode)
  if (page === '' && ids.length === 0) return inboxRoute([], query)
  if (page === 'inbox' && ids.length <= 2) return inboxRoute(ids, query)
  if (page === 'l' && ids.length === 1) return { page: 'letter-link', letterId: ids[0] ?? '' }
  if (ids.length > 0) return { page: 'not-found' }
  if (page === 'sign-in') return { page: 'sign-in', stepUp: query.get('step-up') === '1' }
  const plain = plainPages.find((name) => name === page)
  return plain === undefined ? { page: 'not-found' } : { page: plain }
}

export function inboxPath(letterId?: string, documentId?: string): string {
  return ['/inbox', letterId, documentId].filter((part) => part !== undefined).join('/')
}

/** Pages that can be read without being signed in. */
export function isPublic(route: Route): boolean {
  return ['sign-in', 'signed-out', 'help', 'accessibility', 'privacy', 'not-found'].includes(route.page)
}

function inboxRoute(ids: string[], query: URLSearchParams): Route {
  return { page: 'inbox', letterId: ids[0], documentId: ids[1], unreadOnly: query.get('unread') === '1' }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
