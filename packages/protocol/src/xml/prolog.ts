import { maxDocumentBytes } from './limits.ts'
import { schemaError } from './schema-error.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of a document; a byte order mark is dropped. Only UTF-8 is on the wire (protocol 3.22). */
function decode(bytes: Uint8Array): string {
  if (bytes.byteLength > maxDocumentBytes) {
    throw schemaError(`the document is larger than ${maxDocumentBytes} bytes`, { path: '/' })
  }
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw schemaError('the document is not valid UTF-8', { path: '/' }, cause)
  }
}

const beforeRoot = /[ \t\r\n]+|<\?[^?]*(?:\?(?!>)[^?]*)*\?>|<!--[^-]*(?:-(?!->)[^-]*)*-->/y

/** Whether a document type declaration stands before the root element. */
function hasDoctype(text: string): boolean {
  if (!text.includes('<!DOCTYPE')) return false
  let index = 0
  beforeRoot.lastIndex = 0
  while (beforeRoot.test(text)) index = beforeRoot.lastIndex
  return text.startsWith('<!DOCTYPE', index)
}

const declaration = /^<\?xml[ \t\r\n][^?]{0,200}?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']{0,40})["']/

/** The text of a document, once it is clear that it is UTF-8 and brings no document type declaration. */
export function documentText(bytes: Uint8Array): string {
  const text = decode(bytes)
  // Before parsing: a declaration may hold bombs, and the whole of it would be read before the parser reports it.
  if (hasDoctype(text)) throw schemaError('a document type declaration is not allowed', { path: '/' })
  const encoding = declaration.exec(text)?.[1]
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    throw schemaError('the encoding must be UTF-8', { path: '/', line: 1, column: 1 })
  }
  return text
}
