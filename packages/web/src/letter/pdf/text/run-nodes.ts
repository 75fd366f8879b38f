import type { RunPart } from './marked-text.ts'
import { node, type TextNode } from './text-node.ts'

const high = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾'
const low = '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'
const plain = '0123456789+-−=()'

/** A part of a run as it is drawn. Only what ends a paragraph is left to the caller. */
export function nodeOf(part: RunPart): TextNode | string {
  if (typeof part === 'string') return part
  if ('ends' in part) return part.ends === 'inside a word' ? '' : part.ends === 'soft' ? ' ' : node('br', [])
  if ('apart' in part) return node('apart', [])
  if ('unread' in part) return node('unread', [], { box: part.unread, words: withoutNumbers(part.text) })
  const { text, shift, struck } = part
  const inside = shift === undefined ? text : node(shift, [shifted(text, shift === 'sup' ? high : low)])
  return struck ? node('del', [inside]) : inside
}

/** Figures have raised and lowered forms of their own, which stay what they are when they are copied or searched. */
function shifted(text: string, forms: string): string {
  return [...text].map((letter) => forms[plain.indexOf(letter)] ?? letter).join('')
}

/** What may be said of a line whose numbers are not sure. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(/\p{N}(?:[\p{N}\s.,:'’/-]*\p{N})?/gu, '…').trim()
}

/** Raised or lowered by its characters themselves, without any style. */
export function hasOwnForms(text: string): boolean {
  return [...text].every((letter) => high.includes(letter) || low.includes(letter))
}
