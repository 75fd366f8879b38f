import type {
  ActivityPage,
  BulkReadRequest,
  ContentLink,
  ContentLinkRequest,
  DeleteRequest,
  Letter,
  LetterPage,
  LetterScan,
  LettersChanged,
  Moved,
  MoveRequest,
  PlaceId,
  ReceiptSent,
} from '@brevdue/server/mailbox-contract'
import { getJson, getJsonIfChanged, postJson } from './request.ts'

export interface ListQuery {
  place: PlaceId
  unreadOnly: boolean
  cursor?: string | undefined
}

export function fetchLetters(
  query: ListQuery,
  etag?: string,
): Promise<{ body: LetterPage; etag: string | undefined } | null> {
  const search = new URLSearchParams({ place: query.place })
  if (query.unreadOnly) search.set('unread', '1')
  if (query.cursor !== undefined) search.set('cursor', query.cursor)
  return getJsonIfChanged<LetterPage>(`/api/letters?${search}`, etag)
}

export function fetchLetter(letterId: string, signal?: AbortSignal): Promise<Letter> {
  return getJson(`/api/letters/${encodeURIComponent(letterId)}`, signal)
}

/** How far the check for viruses is; it counts as nothing done, so it may be asked again and again. */
export function fetchScan(letterId: string): Promise<LetterScan> {
  return getJson(`/api/letters/${encodeURIComponent(letterId)}/scan`)
}

/** What was done with a letter, newest first. */
export function fetchLetterActivity(letterId: string, signal: AbortSignal): Promise<ActivityPage> {
  return getJson(`/api/letters/${encodeURIComponent(letterId)}/activity`, signal)
}

/** A link to the content that works once, for 30 seconds. Asking for one is the act of opening. */
export async function requestContentLink(
  letterId: string,
  documentId: string,
  purpose: ContentLinkRequest['purpose'],
): Promise<string> {
  const link = await postJson<ContentLink>(`${documentPath(letterId, documentId)}/link`, { purpose })
  return link.url
}

export function sendReceipt(letterId: string, documentId: string): Promise<ReceiptSent> {
  return postJson(`${documentPath(letterId, documentId)}/receipt`, {})
}

/** At most this many letters in one request: the server's own limit. */
export const mostLettersAtOnce = 500

export function moveLetters(moves: MoveRequest['moves']): Promise<Moved> {
  return postJson('/api/letters/move', { moves } satisfies MoveRequest)
}

export function markLetters(letterIds: string[], read: boolean): Promise<LettersChanged> {
  return postJson('/api/letters/read', { letterIds, read } satisfies BulkReadRequest)
}

export function deleteLetters(letterIds: string[]): Promise<LettersChanged> {
  return postJson('/api/letters/delete', { letterIds } satisfies DeleteRequest)
}

function documentPath(letterId: string, documentId: string): string {
  return `/api/letters/${encodeURIComponent(letterId)}/documents/${encodeURIComponent(documentId)}`
}
