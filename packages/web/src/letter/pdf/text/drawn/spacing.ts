import type { SeenGlyph } from './seen.ts'

/** What lies between two neighbours: nothing, a word's space, or the way to another column. `unsure`: one of the latter. */
export type Between = 'none' | 'space' | 'column' | 'unsure'

/** In ems: a gap of more is a space; between figures, one of more parts two numbers; else only one of many. */
const spaceFrom = 0.1
const columnFrom = 1.4
const figuresApart = 0.55
const figuresSurelyApart = 0.9
/** Letter-spacing is the same all along a word, of at least so many gaps. */
const leastGaps = 3
const evenness = 0.06
const widestSpacing = 0.85

/** What lies before each glyph of a line, from the gaps between them; text set with letter-spacing stays in one piece. */
export function spacesBefore(glyphs: readonly SeenGlyph[]): Between[] {
  const gaps = glyphs.map((glyph, at) => gapBefore(glyph, glyphs[at - 1]))
  const spaced = letterSpacing(glyphs, gaps)
  return glyphs.map((glyph, at) => {
    const before = glyphs[at - 1]
    if (before === undefined) return 'none'
    return spaced[at] === true ? 'none' : betweenOf(before, glyph, gaps[at] ?? 0)
  })
}

function gapBefore(glyph: SeenGlyph, before: SeenGlyph | undefined): number {
  if (before === undefined) return 0
  return (glyph.x - before.right) / Math.max(glyph.size, before.size, 0.1)
}

function betweenOf(before: SeenGlyph, glyph: SeenGlyph, gap: number): Between {
  if (gap < spaceFrom) return 'none'
  if (isFigure(before) && isFigure(glyph)) {
    if (gap > figuresSurelyApart) return 'column'
    if (gap > figuresApart) return 'unsure'
  }
  return gap > columnFrom ? 'column' : 'space'
}

/** Which gaps are letter-spacing: even ones, at least three in a row, or as wide as such a row beside them. */
function letterSpacing(glyphs: readonly SeenGlyph[], gaps: readonly number[]): boolean[] {
  const isGap = (at: number): boolean => {
    const gap = gaps[at] ?? 0
    return at > 0 && gap >= spaceFrom && gap <= widestSpacing && !isSpace(glyphs[at]) && !isSpace(glyphs[at - 1])
  }
  const spaced = gaps.map(() => false)
  const widths: number[] = []
  for (let from = 1; from < gaps.length; ) {
    let to = from
    while (to < gaps.length && isGap(to) && isEven(gaps, from, to)) to++
    if (to - from >= leastGaps) {
      spaced.fill(true, from, to)
      widths.push(gaps[from] ?? 0)
    }
    from = Math.max(to, from + 1)
  }
  return spaced.map((each, at) => {
    return each || (isGap(at) && widths.some((width) => Math.abs(width - (gaps[at] ?? 0)) < evenness))
  })
}

function isEven(gaps: readonly number[], from: number, at: number): boolean {
  return Math.abs((gaps[at] ?? 0) - (gaps[from] ?? 0)) < evenness
}

const isSpace = (glyph: SeenGlyph | undefined): boolean => glyph?.text.trim() === ''
const isFigure = ({ text }: SeenGlyph): boolean => /\p{N}$/u.test(text)
