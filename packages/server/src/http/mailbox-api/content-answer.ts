import type { ContentReference, ContentStore } from '../../blobs/content-store.ts'
import type { OpenDocument } from '../../operations/open-mailbox.ts'
import type { Purpose } from '../../store/content-links.ts'
import { handedOut } from './check-content.ts'
import { contentDisposition } from './content-disposition.ts'
import { contentPolicies, htmlPolicy } from './content-policy.ts'

/** An HTML letter is read whole for the hash of its style sheet; the sanitiser takes in no more than 5 MB. */
const longestHtml = 16 * 1024 * 1024

export interface ContentAnswer {
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array>
}

/** The headers and bytes that answer a content link. Only what can be shown safely is shown; the rest is saved. */
export async function contentAnswer(
  store: Pick<ContentStore, 'read'>,
  document: OpenDocument,
  purpose: Purpose,
): Promise<ContentAnswer> {
  const { rendering, contentType, size, downloadName } = document
  const shown = purpose === 'download' ? 'download' : rendering
  const headers = {
    'content-type': typeShown(shown, contentType),
    'content-length': String(size),
    'content-disposition': contentDisposition(shown === 'download' ? 'attachment' : 'inline', downloadName),
    'accept-ranges': 'none',
  }
  const content = handedOut(document, purpose)
  if (content === document.view) return htmlAnswer(store, content, headers)
  const policy = contentPolicies[shown === 'html' ? 'download' : shown]
  return { headers: { ...headers, 'content-security-policy': policy }, body: store.read(content) }
}

function typeShown(shown: OpenDocument['rendering'], contentType: string): string {
  if (shown === 'html') return 'text/html; charset=utf-8'
  // XML too: as XML the browser would follow what the sender wrote in it.
  return shown === 'text' ? 'text/plain; charset=utf-8' : contentType
}

async function htmlAnswer(
  store: Pick<ContentStore, 'read'>,
  view: ContentReference,
  headers: Record<string, string>,
): Promise<ContentAnswer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of store.read(view)) {
    size += chunk.byteLength
    if (size > longestHtml) throw new Error(`The view of an HTML letter is longer than ${longestHtml} bytes`)
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  return {
    headers: {
      ...headers,
      'content-length': String(size),
      'content-security-policy': htmlPolicy(bytes.toString('utf8')),
    },
    body: (async function* () {
      yield bytes
    })(),
  }
}
