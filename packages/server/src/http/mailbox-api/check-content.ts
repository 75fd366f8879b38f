import { type ContentReference, LostContentError } from '../../blobs/content-store.ts'
import type { OpenDocument } from '../../operations/open-mailbox.ts'
import type { Purpose } from '../../store/content-links.ts'
import type { ProblemCode } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import type { Reader } from './reader.ts'

/** What a purpose hands out: an HTML letter is shown as its sanitised view. */
export function handedOut(
  document: Pick<OpenDocument, 'rendering' | 'content' | 'view'>,
  purpose: Purpose,
): ContentReference {
  return purpose !== 'download' && document.rendering === 'html' && document.view !== null
    ? document.view
    : document.content
}

/**
 * Whether content can be handed out as it was stored: known before anything is promised, so that the reader is told
 * exactly, whatever asks for the bytes.
 *
 * @returns what to answer otherwise
 */
export async function contentProblem(
  { deps }: Pick<MailboxContext, 'deps'>,
  reader: Reader,
  documentId: string,
  content: ContentReference,
): Promise<ProblemCode | undefined> {
  try {
    await deps.content.check(content)
    return undefined
  } catch (error) {
    return problemOfFailure(reader, documentId, error)
  }
}

/** @throws the error, when it is neither that content is lost nor that its letter was deleted in the meantime */
export async function problemOfFailure(reader: Reader, documentId: string, error: unknown): Promise<ProblemCode> {
  if ((await reader.mailbox.openDocument(documentId)) === undefined) return 'NOT_FOUND'
  if (error instanceof LostContentError) return 'CONTENT_LOST'
  throw error
}
