import { MailError } from '@brevdue/protocol'
import type { DefaultTreeAdapterMap } from 'parse5'
import { withoutInvisible } from './judge-attribute.ts'
import { LetterParser } from './letter-parser.ts'
import type { Remark } from './remark.ts'
import { styleElementFault } from './style-element.ts'
import { renderView } from './view.ts'

/** What an HTML letter may be long, in bytes: it is judged as a whole, in memory. */
export const maxHtmlBytes = 5 * 1024 * 1024

/** What a recipient sees of an HTML letter that is accepted. */
export interface HtmlLetter {
  /** The letter rebuilt for display, UTF-8 */
  view: Uint8Array
  /** What the view shows otherwise than the sender wrote it; the first hundred of them */
  changes: readonly Remark[]
}

/** What the HTML rules make of a letter. */
export type HtmlVerdict = { faults: readonly Remark[] } | HtmlLetter

/**
 * Judges an HTML letter by the rules of protocol 7.8 and makes what the recipient sees of it.
 *
 * @throws MailError INVALID_HTML_CONTENT naming the first faults with line and column
 */
export function examineHtml(bytes: Uint8Array): HtmlLetter {
  const verdict = judgeHtml(bytes)
  if (!('faults' in verdict)) return verdict
  throw new MailError(
    'INVALID_HTML_CONTENT',
    `The HTML letter cannot be accepted: ${verdict.faults.map(describe).join('; ')}. The sender must change the HTML to what the HTML rules allow (protocol 7.8) and send it again.`,
  )
}

/** The same without an exception, for those who check a letter before they send it. */
export function judgeHtml(bytes: Uint8Array): HtmlVerdict {
  if (bytes.byteLength > maxHtmlBytes) {
    return faulty(`it is longer than the ${maxHtmlBytes} bytes that an HTML letter may have`)
  }
  const text = decode(bytes)
  if (text === undefined) return faulty(`it is not UTF-8${otherEncoding(bytes)}: save it as UTF-8`)
  const html = withoutInvisible(text)
  const parser = new LetterParser(html)
  const document = parser.read()
  const faults = parser.faults.length === 0 ? styleFaults(document) : parser.faults
  if (faults.length > 0) return { faults }
  return { view: new TextEncoder().encode(renderView(document, html)), changes: parser.changes }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function otherEncoding([first, second]: Uint8Array): string {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return isUtf16 ? ' but UTF-16' : ''
}

function styleFaults(parent: DefaultTreeAdapterMap['parentNode']): Remark[] {
  return parent.childNodes.flatMap((node) => {
    if (!('tagName' in node)) return []
    if (node.tagName !== 'style') return styleFaults(node)
    const css = node.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
    const what = styleElementFault(css)
    const { startLine = 1, startCol = 1 } = node.sourceCodeLocation ?? {}
    return what === undefined ? [] : [{ what: `<style>: ${what}`, line: startLine, column: startCol }]
  })
}

function describe({ what, line, column }: Remark): string {
  return line === 0 ? what : `${what} at line ${line}, column ${column}`
}

/** A fault of the letter as a whole has no place. */
function faulty(what: string): HtmlVerdict {
  return { faults: [{ what, line: 0, column: 0 }] }
}
