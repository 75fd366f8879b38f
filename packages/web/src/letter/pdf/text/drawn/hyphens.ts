import type { SeenEntry, SeenGlyph } from './seen.ts'
import { spacesBefore } from './spacing.ts'
import type { VisualLine } from './visual-lines.ts'

/** After "barne-" these begin a word of their own. */
const joining = /^(og|eller|og\/eller|samt|til|ja|dahje|and|or|to|und|oder|bis|et|ou)$/i
const next = { nearest: 0.7, furthest: 2.4 }

/**
 * Some programs draw a hyphen and say beside it that it is a soft one; browsers draw nothing in the soft one's place,
 * and a hyphen after it.
 */
export function withSoftHyphens(entries: readonly SeenEntry[]): SeenEntry[] {
  const open: boolean[] = []
  let afterSoft = false
  return entries.map((entry) => {
    if (!('samples' in entry)) {
      if (!entry.begins) open.pop()
      else open.push(entry.actualText === '\u00ad')
      return entry.begins && entry.actualText === '\u00ad' ? { ...entry, actualText: null } : entry
    }
    const isSoft = open.includes(true) || (afterSoft && /^[-\u2010]$/.test(entry.text))
    afterSoft = open.includes(true)
    return isSoft ? { ...entry, text: '\u00ad' } : entry
  })
}

/** The page's words in small letters, to know a divided one again. */
export function wordsAmong(glyphs: readonly SeenGlyph[]): ReadonlySet<string> {
  const words = new Set<string>()
  let word = ''
  let last: SeenGlyph | undefined
  for (const glyph of glyphs) {
    const apart = last !== undefined && (Math.abs(glyph.y - last.y) > 1 || glyph.x - last.right > 0.1 * glyph.size)
    if (apart || !/\p{L}/u.test(glyph.text)) {
      if (word.length > 3) words.add(word.toLowerCase())
      word = ''
    }
    if (/\p{L}/u.test(glyph.text)) word += glyph.text
    last = glyph
  }
  return words.add(word.toLowerCase())
}

/**
 * How a line ends. `divided`: its last hyphen was put in where the line broke, and the word goes on without it.
 * `joined`: the hyphen is the word's own, and no space follows it.
 */
export function endOfLine(
  line: VisualLine,
  following: VisualLine | undefined,
  words: ReadonlySet<string>,
): 'break' | 'joined' | 'divided' {
  const hyphen = line.glyphs[hyphenAt(line)]?.text ?? ''
  if (following === undefined || !/^[-\u00ad\u2010]$/.test(hyphen) || !isNext(line, following)) return 'break'
  const before = lastWord(line)
  const after = firstWord(following)
  if (before === '' || after === '') return 'break'
  if (isDivided(hyphen, before, after, words)) return 'divided'
  return joining.test(after) ? 'break' : 'joined'
}

function isDivided(hyphen: string, before: string, after: string, words: ReadonlySet<string>): boolean {
  if (hyphen === '\u00ad') return true
  if (!/\p{L}$/u.test(before) || !/^\p{Ll}/u.test(after)) return false
  return hyphen === '\u2010' || words.has((before + after).toLowerCase())
}

function isNext(line: VisualLine, following: VisualLine): boolean {
  const down = (line.y - following.y) / Math.max(line.size, following.size, 0.1)
  return line.angle === following.angle && down > next.nearest && down < next.furthest
}

/** Place of the line's last glyph that is no space. */
export function hyphenAt({ glyphs }: VisualLine): number {
  return glyphs.findLastIndex(({ text }) => text.trim() !== '')
}

function lastWord(line: VisualLine): string {
  const text = wordsOf(line.glyphs.slice(0, hyphenAt(line)))
  return /[\p{L}\p{N}]*$/u.exec(text)?.[0] ?? ''
}

function firstWord({ glyphs }: VisualLine): string {
  return /^\s*([\p{L}\p{N}]*)/u.exec(wordsOf(glyphs.slice(0, 60)))?.[1] ?? ''
}

function wordsOf(glyphs: readonly SeenGlyph[]): string {
  const before = spacesBefore(glyphs)
  return glyphs
    .map(({ text }, at) => (before[at] === 'none' ? '' : ' ') + text)
    .join('')
    .replaceAll('\u00ad', '')
}
