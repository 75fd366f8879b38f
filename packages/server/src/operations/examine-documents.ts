import { buffer } from 'node:stream/consumers'
import type { Document } from '@brevdue/protocol'
import type { ContentStore, StagedContent } from '../blobs/content-store.ts'
import { examineContent, maxHtmlBytes, TextCheck } from '../domain/content/index.ts'
import { documentName, type Paired } from '../domain/message.ts'
import type { Problem } from '../domain/problem.ts'
import { refuse } from './refuse.ts'

/** The content of one document: staged, with its ends at hand. */
export interface ReceivedContent {
  content: StagedContent
  ends: () => Promise<ContentEnds>
}

interface ContentEnds {
  /** The first 64 KiB, or all of it. */
  readonly head: Uint8Array
  /** The last 2 KiB, or all of it. */
  readonly tail: Uint8Array
}

/** What was found out about a document's content. */
export interface Examined {
  document: Document
  content: StagedContent
  contentType: string
  /** Safe HTML to show instead of the content. */
  view: StagedContent | null
  /** What the view shows otherwise than the sender wrote it. */
  changes: number
}

/**
 * Checks every document's content against what its document says, and stages the view of HTML letters.
 *
 * @param staged told of everything staged here, so that the caller can take it back
 * @throws MailError with the code of the first content that may not be sent
 */
export async function examineDocuments(
  store: ContentStore,
  pairs: readonly Paired<ReceivedContent>[],
  staged: StagedContent[],
): Promise<Examined[]> {
  refuse(emptyContent(pairs))
  const examined: Examined[] = []
  for (const { document, part } of pairs) {
    const whole = () => buffer(beginning(store.read(part.content)))
    const { head, tail } = await part.ends()
    const all = () => store.read(part.content)
    const verdict = await examineContent(document.fileType, { head, tail, all }, whole)
    if (isText.test(document.fileType.trim())) await checkText(store, part.content, head)
    let view: StagedContent | null = null
    if (verdict.view !== undefined) {
      view = await store.stage(once(verdict.view))
      staged.push(view)
    }
    const { contentType, changes = [] } = verdict
    examined.push({ document, content: part.content, contentType, view, changes: changes.length })
  }
  return examined
}

const isText = /^(?:txt|xml|ehf)$/i

function emptyContent(pairs: readonly Paired<ReceivedContent>[]): Problem[] {
  return pairs.flatMap(({ part }, index) =>
    part.content.size > 0
      ? []
      : [
          {
            code: 'MISSING_CONTENT' as const,
            message: `The part of ${documentName(index)} is empty. Send its content.`,
          },
        ],
  )
}

/** Text is checked to its last byte: from memory when it is short, else as it was stored. */
async function checkText(store: ContentStore, content: StagedContent, head: Uint8Array): Promise<void> {
  const check = new TextCheck()
  if (head.length === content.size) check.push(head)
  else for await (const chunk of store.read(content)) check.push(chunk)
  check.end()
}

/** Enough of a document to be told that it is too large to be judged as a whole, and no more of it in memory. */
async function* beginning(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of source) {
    yield chunk
    size += chunk.length
    if (size > maxHtmlBytes) return
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
