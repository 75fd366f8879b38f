import { TextCheck } from './text-check.ts'

// Fewer bytes than this are the whole document.
const headSize = 64 * 1024

/** What keeps the first bytes from being UTF-8 text, or undefined; `TextCheck` sees the rest while it streams. */
export function textFault(head: Uint8Array): string | undefined {
  const check = new TextCheck()
  check.push(head)
  if (head.byteLength < headSize) check.close()
  return check.fault === undefined ? undefined : `it has ${check.fault}`
}

/**
 * What keeps the first bytes from being the start of an XML document, or undefined. Reads the prolog only: the content
 * is stored as it is and never parsed. A document type declaration is refused, since whoever opens the document later
 * would have to expand or fetch what it declares.
 */
export function xmlFault(head: Uint8Array): string | undefined {
  const fault = textFault(head)
  if (fault !== undefined) return fault
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const declaration = /^<\?xml\s[^>]{0,200}\?>/.exec(text)?.[0] ?? ''
  const encoding = /encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(declaration)?.[1] ?? 'utf-8'
  if (!/^(?:utf-?8|us-ascii)$/i.test(encoding)) return `it declares its encoding as ${encoding}, and it must be UTF-8`
  const start = afterProlog(text)
  if (start === undefined) return 'its first element does not begin within 64 KiB'
  if (/^<!doctype/i.test(start)) return 'it has a document type declaration (DOCTYPE), which is not accepted'
  return /^<[\p{L}_][\p{L}\p{N}_.\-:]*[\s/>]/u.test(start) ? undefined : 'it does not begin with an XML element'
}
/** What follows the XML declaration, comments and processing instructions; undefined when one of them does not end. */
function afterProlog(text: string): string | undefined {
  let rest = text.trimStart()
  for (;;) {
    const terminator = rest.startsWith('<?') ? '?>' : rest.startsWith('<!--') ? '-->' : undefined
    if (terminator === undefined) return rest.slice(0, 2000)
    const end = rest.indexOf(terminator, 2)
    if (end < 0) return undefined
    rest = rest.slice(end + terminator.length).trimStart()
  }
}
