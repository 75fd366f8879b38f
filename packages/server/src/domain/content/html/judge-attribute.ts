import type { Token } from 'parse5'
import { trimSpace } from './ascii-space.ts'
import { attributeRule } from './attributes.ts'
import { escapeAddress, linkTarget } from './links.ts'
import { cleanStyle } from './style-attribute.ts'

/** What becomes of one attribute of an allowed element. */
export interface JudgedAttribute {
  /** Why the letter is refused for it */
  fault?: string
  /** What the view holds; undefined when the attribute is not shown */
  shown: string | undefined
  /** What the view does otherwise, for the sender */
  changes: string[]
}

/** Characters that nothing shows, which the HTML rules leave out before they look at a value. */
const invisible = /[[\p{Cc}--[\t\n\f\r\x7f-\x9f]]\p{Noncharacter_Code_Point}]/gv

export function withoutInvisible(text: string): string {
  return text.replace(invisible, '')
}

/** Judges one attribute of an allowed element, and says what of it the view shows. */
export function judgeAttribute(
  { tagName, attrs }: Pick<Token.TagToken, 'tagName' | 'attrs'>,
  name: string,
  written: string,
): JudgedAttribute {
  const value = withoutInvisible(written)
  const label = `attribute ${name.slice(0, 40)} of <${tagName}>`
  if (name === 'style') return judgeStyle(label, value)
  const rule = attributeRule(tagName, name)
  if (rule === undefined) return refused(label)
  if (name === 'rel' && !attrs.some((other) => other.name === 'href')) return refused(`${label} without href`)
  const trimmed = name === 'src' ? trimSpace(value) : value
  if (!rule(trimmed)) return refused(`${label} with the value "${value.slice(0, 60)}"`)
  if (tagName === 'a') return judgeLink(label, name, value)
  if (name === 'src') return shownAs(trimmed.replaceAll(/[\t-\r ]/g, ''))
  // Its pattern lets `//host/image` through, which would say to the sender when a letter is read.
  if (name === 'background') return { shown: undefined, changes: [`${label} is not shown`] }
  return shownAs(value)
}

function judgeStyle(label: string, value: string): JudgedAttribute {
  const { css, dropped } = cleanStyle(value)
  if (css === '') {
    return refused(dropped.length === 0 ? `${label}, which is empty` : `${label}: ${quoted(dropped)} is not allowed`)
  }
  return { shown: css, changes: dropped.length === 0 ? [] : [`${label}: ${quoted(dropped)} is left out`] }
}

function judgeLink(label: string, name: string, value: string): JudgedAttribute {
  // The view says itself how each link opens.
  if (name === 'target' || name === 'rel') {
    const usual = name === 'target' ? value === '_blank' : false
    return { shown: undefined, changes: usual ? [] : [`${label} with the value "${value.slice(0, 60)}" is replaced`] }
  }
  if (name !== 'href') return shownAs(value)
  const { href, note } = linkTarget(escapeAddress(value))
  return { shown: href, changes: note === undefined ? [] : [note] }
}

function refused(fault: string): JudgedAttribute {
  return { fault, shown: undefined, changes: [] }
}

function shownAs(shown: string): JudgedAttribute {
  return { shown, changes: [] }
}

function quoted(parts: readonly string[]): string {
  const shown = parts.slice(0, 5).map((part) => `"${part.slice(0, 60)}"`)
  return shown.join(', ') + (parts.length > 5 ? ` and ${parts.length - 5} more` : '')
}
