import type { Fail } from './simple-values.ts'

// Exactly these may not stand in XML 1.0.
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const escaped = (character: string): string => special[character] ?? character

function check(text: string, fail: Fail): void {
  if (forbidden.test(text) || !text.isWellFormed()) fail('the text holds a character that XML does not allow')
}

/** Text as it stands between tags. A carriage return is escaped, since a parser would read it as a line feed. */
export function escapeText(text: string, fail: Fail): string {
  check(text, fail)
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, escaped) : text
}

/** Text as it stands in an attribute. */
export function escapeAttribute(text: string, fail: Fail): string {
  check(text, fail)
  return /[&<>"\t\n\r]/.test(text) ? text.replace(/[&<>"\t\n\r]/g, escaped) : text
}
