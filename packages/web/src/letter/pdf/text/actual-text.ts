import { around } from './drawn/geometry.ts'
import type { Mark, PlacedText } from './structure.ts'

/**
 * What becomes of text for which the PDF gives other words (ActualText). They may be believed where they stand in for
 * drawings without a single letter or figure and name no number, or say the same words with the line's hyphens and
 * letter-spacing taken out. Where the numbers of the two differ, neither is shown.
 */
export type Replacement = 'keep' | 'replace' | 'contradiction'

export function replacementFor(instead: string | null | undefined, shown: string): Replacement {
  const words = instead?.trim() ?? ''
  if (words === '') return 'keep'
  if (!/[\p{L}\p{N}]/u.test(shown)) return /\p{N}/u.test(words) ? 'contradiction' : 'replace'
  if (spoken(words) === spoken(shown)) return 'keep'
  if (joined(words) === joined(shown)) return 'replace'
  return figures(words) === figures(shown) ? 'keep' : 'contradiction'
}

/** Marks in the page's content may give other words themselves. */
export function withActualText(texts: readonly (PlacedText | Mark)[]): (PlacedText | Mark)[] {
  const changed = [...texts]
  const open: number[] = []
  for (const [at, text] of texts.entries()) {
    if ('str' in text) continue
    if (text.type !== 'endMarkedContent') open.push(at)
    else {
      const from = open.pop()
      if (from !== undefined) replaceBetween(changed, from, at)
    }
  }
  return changed
}

function replaceBetween(texts: (PlacedText | Mark)[], from: number, to: number): void {
  const mark = texts[from]
  if (mark === undefined || 'str' in mark || !mark.actualText) return
  const inside = texts.slice(from, to).flatMap((text, at) => ('str' in text ? [{ text, at: from + at }] : []))
  const shown = inside.map(({ text }) => text.str + (text.hasEOL && text.goesOn !== true ? ' ' : '')).join('')
  const replacement = replacementFor(mark.actualText, shown)
  const last = inside.at(-1)
  if (replacement === 'keep' || last === undefined) return
  for (const { text, at } of inside) {
    if (replacement === 'contradiction') texts[at] = { ...text, doubtful: true }
    else {
      const isLast = at === last.at
      texts[at] = isLast
        ? { ...text, str: mark.actualText.trim(), ...boxOf(inside) }
        : { ...text, str: '', goesOn: true }
    }
  }
}

function boxOf(inside: readonly { text: PlacedText }[]): Pick<PlacedText, 'box'> {
  const boxes = inside.flatMap(({ text: { box } }) => box ?? [])
  return boxes.length === 0 ? {} : { box: boxes.reduce(around) }
}

function spoken(text: string): string {
  return text.normalize('NFKC').replaceAll('\u00ad', '').replace(/\s+/g, ' ').trim()
}

/** Words divided at the end of a line are whole again, and letters that stand apart together; figures stay as they are. */
function joined(text: string): string {
  const whole = spoken(text).replace(/(\p{L})[-\u2010] ?(?=\p{L})/gu, '$1')
  return /\p{N}/u.test(whole) ? whole : whole.replaceAll(' ', '')
}

function figures(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\p{N}]/gu, '')
}
