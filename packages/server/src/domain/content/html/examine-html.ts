import { MailError } from '@brevdue/protocol'
import type { DefaultTreeAdapterMap } from 'parse5'
import { LetterParser } from './letter-parser.ts'
import { styleElementFault } from './style-element.ts'
import { renderView } from './view.ts'
import type { Violation } from './violation.ts'

/** What an HTML letter may be long, in bytes: it is judged as a whole, in memory. */
export const maxHtmlBytes = 5 * 1024 * 1024

/**
 * Judges an HTML letter by the rules of protocol 7.8 and makes what the recipient sees of it.
 *
 * @returns the letter rebuilt for display, UTF-8
 * @throws MailError INVALID_HTML_CONTENT naming the first faults with line and column
 */
export function examineHtml(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > maxHtmlBytes)
    refuse(`it is longer than the ${maxHtmlBytes} bytes that an HTML letter may have`)
  const html = decode(bytes)
  const parser = new LetterParser()
  const document = parser.read(html)
  const violations = [...parser.violations, ...(parser.violations.length === 0 ? styleViolations(document) : [])]
  if (violations.length > 0) refuse(violations.map(describe).join('; '))
  return new TextEncoder().encode(renderView(document, html))
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('it is not UTF-8')
  }
}

function styleViolations(parent: DefaultTreeAdapterMap['parentNode']): Violation[] {
  return parent.childNodes.flatMap((node) => {
    if (!('tagName' in node)) return []
    if (node.tagName !== 'style') return styleViolations(node)
    const css = node.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
    const what = styleElementFault(css)
    const { startLine = 1, startCol = 1 } = node.sourceCodeLocation ?? {}
    return what === undefined ? [] : [{ what: `<style>: ${what}`, line: startLine, column: startCol }]
  })
}

function describe({ what, line, column }: Violation): string {
  return `${what} at line ${line}, column ${column}`
}

function refuse(reason: string): never {
  throw new MailError(
    'INVALID_HTML_CONTENT',
    `The HTML letter cannot be accepted: ${reason}. The sender must change the HTML to what the HTML rules allow (protocol 7.8) and send it again.`,
  )
}
