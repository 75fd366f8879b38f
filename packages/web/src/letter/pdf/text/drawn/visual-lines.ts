import { mergedLines } from './merged-lines.ts'
import type { SeenGlyph } from './seen.ts'

export type Shift = 'sup' | 'sub'

/** Glyphs that an eye reads in one go: one baseline, and what is raised or lowered beside it. */
export interface VisualLine {
  glyphs: SeenGlyph[]
  angle: number
  y: number
  size: number
  /** Where its last glyphs on one baseline begin: what is stacked below them begins there again. */
  groupX: number
  /** Its pieces are painted at different times. */
  merged?: boolean
}

/** Smaller than its line by this much, and moved by more than the next one, is raised or lowered; sizes in ems. */
const smaller = 0.93
const raised = 0.12
const raisedAtSize = 0.2
const lowered = -0.06
const loweredAtSize = -0.15
/** On the same baseline. */
const level = 0.08
/** Further from its line than this, a glyph that is not level is something else. */
const near = 0.6
const highest = 0.8

/** Parts a page's glyphs, in the order in which they are painted, into lines. */
export function visualLines(glyphs: readonly SeenGlyph[]): VisualLine[] {
  const lines: VisualLine[] = []
  for (const glyph of glyphs) {
    const line = lines.at(-1)
    if (line !== undefined && goesOn(line, glyph)) {
      if (Math.abs(glyph.y - (line.glyphs.at(-1)?.y ?? glyph.y)) > 0.01) line.groupX = glyph.x
      line.glyphs.push(glyph)
      if (glyph.size > line.size * 1.02) Object.assign(line, { size: glyph.size, y: glyph.y })
    } else {
      lines.push({ glyphs: [glyph], angle: glyph.angle, y: glyph.y, size: glyph.size, groupX: glyph.x })
    }
  }
  return mergedLines(lines.map(withMainBaseline)).map(withMainBaseline)
}

function goesOn(line: VisualLine, glyph: SeenGlyph): boolean {
  if (Math.abs(line.angle - glyph.angle) > 1) return false
  const last = line.glyphs.at(-1)
  if (last === undefined) return true
  const em = Math.max(line.size, glyph.size, 0.1)
  const gap = glyph.x - Math.max(last.right, last.x)
  const away = Math.abs(glyph.y - line.y)
  if (away < level * em) return gap > -1.5 * em || glyph.x > last.x - 0.05 * em
  const isBeside = gap < near * em && (gap > -near * em || isStacked(line, last, glyph))
  return isBeside && away < highest * em && (Math.abs(glyph.y - last.y) < level * em || differs(line, glyph, em))
}

/** Small, and right below small glyphs: the lower half of a fraction. */
function isStacked({ size, groupX }: VisualLine, last: SeenGlyph, glyph: SeenGlyph): boolean {
  const isSmall = glyph.size < smaller * size && last.size < smaller * size
  return isSmall && glyph.y < last.y - 0.3 * size && glyph.x > groupX - 0.5 * size && last.right - groupX < 5 * size
}

/** A line that follows closely below has the same size; what is raised beside a line rarely has, or stays within it. */
function differs(line: VisualLine, glyph: SeenGlyph, em: number): boolean {
  return Math.min(line.size, glyph.size) < smaller * em || Math.abs(glyph.y - line.y) < 0.6 * em
}

/** The baseline and size that most of the line has. */
function withMainBaseline(line: VisualLine): VisualLine {
  const levels = new Map<string, { weight: number; y: number; size: number }>()
  for (const { y, size, x, right, text } of line.glyphs) {
    if (text.trim() === '') continue
    const key = `${Math.round(y * 4)} ${Math.round(size * 4)}`
    const entry = levels.get(key) ?? { weight: 0, y, size }
    entry.weight += Math.max(right - x, 0.1) * size
    levels.set(key, entry)
  }
  const [main] = [...levels.values()].toSorted((a, b) => b.weight - a.weight)
  return main === undefined ? line : { ...line, y: main.y, size: main.size }
}

export function shiftOf(line: VisualLine, { y, size, text, ink }: SeenGlyph): Shift | undefined {
  if (text.trim() === '') return undefined
  const inFont = ink === undefined || isShifted(text) ? undefined : shiftInFont(text, ink)
  if (inFont !== undefined) return inFont
  const em = Math.max(line.size, 0.1)
  const up = (y - line.y) / em
  const isSmaller = size < smaller * em
  if (size > 1.05 * em) return undefined
  if (up > (isSmaller ? raised : raisedAtSize)) return 'sup'
  return up < (isSmaller ? lowered : loweredAtSize) ? 'sub' : undefined
}

/** Characters that are raised or lowered by themselves. */
function isShifted(text: string): boolean {
  return text.normalize('NFKC') !== text
}

/** Fonts have small figures of their own for notes and exponents; they stand on the line like all others. */
function shiftInFont(text: string, [bottom, top]: readonly [number, number]): Shift | undefined {
  if (/^[-\u2010\u2212+]$/.test(text)) return bottom > 0.4 ? 'sup' : undefined
  if (!/^\p{N}$/u.test(text)) return undefined
  if (bottom > 0.2 && top - bottom < 0.55) return 'sup'
  return bottom < -0.05 && top - bottom < 0.52 && top < 0.45 ? 'sub' : undefined
}
