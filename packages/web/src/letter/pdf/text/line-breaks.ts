import type { Mark, PlacedText } from './structure.ts'

/**
 * Why a line ends. `soft`: the next word did not fit, so the text simply goes on. `hard`: it would have fitted, as in an
 * address or a signature. `gap`: what follows stands further down, or elsewhere on the page.
 */
export type LineBreak = 'soft' | 'hard' | 'gap'

interface Line {
  left: number
  right: number
  y: number
  height: number
  firstWord: number
  /** What it begins and ends with. */
  text: string
  /** It is a table's row, with columns. */
  columns: boolean
  /** Position of the line's last text in the page's texts. */
  end: number
}

/** Lines whose beginnings lie closer than this stand under each other, in points. */
const aligned = 3
const farBelow = 1.75

/** Tells of every end of line on a page why it is there; keys are positions in `texts`. Words are not touched by it. */
export function lineBreaks(texts: readonly (PlacedText | Mark)[]): Map<number, LineBreak> {
  const lines = linesOf(texts)
  const edges = new Map<number, number>()
  const column = (left: number): number => Math.round(left / aligned)
  for (const { left, right } of lines) edges.set(column(left), Math.max(edges.get(column(left)) ?? 0, right))
  const edgeOf = (left: number): number =>
    Math.max(...[-1, 0, 1].map((step) => edges.get(column(left) + step) ?? Number.NEGATIVE_INFINITY))
  const breaks = new Map<number, LineBreak>()
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1]
    if (next !== undefined) breaks.set(line.end, breakBetween(line, next, edgeOf(line.left)))
  }
  return breaks
}

function breakBetween(line: Line, next: Line, edge: number): LineBreak {
  const height = Math.max(line.height, next.height, 1)
  const down = line.y - next.y
  // on the same line it is a column of its own
  if (down > farBelow * height || down < 0.3 * height) return 'gap'
  if (line.columns || next.columns) return 'hard'
  // two numbers, or one that was divided: only as lines of their own they stay what they are
  if (/\p{N}\s*$/u.test(line.text) && /^\s*\p{N}/u.test(next.text)) return 'hard'
  return line.right + 0.3 * height + next.firstWord <= edge - 0.5 ? 'hard' : 'soft'
}

function linesOf(texts: readonly (PlacedText | Mark)[]): Line[] {
  const lines: Line[] = []
  let line: Line | undefined
  for (const [at, text] of texts.entries()) {
    if (!('str' in text)) continue
    if (text.str.trim() !== '') line = grown(line, text)
    if (!text.hasEOL || line === undefined) continue
    lines.push({ ...line, end: at })
    line = undefined
  }
  if (line !== undefined) lines.push({ ...line, end: texts.length })
  return lines
}

function grown(line: Line | undefined, text: PlacedText): Line {
  const x = text.transform[4] ?? 0
  const right = x + text.width
  if (line !== undefined) {
    return {
      ...line,
      right: Math.max(line.right, right),
      height: Math.max(line.height, text.height),
      text: line.text + text.str,
    }
  }
  const [word = ''] = text.str.trim().split(/\s/)
  const firstWord = (text.width * word.length) / Math.max(text.str.length, 1)
  return {
    left: x,
    right,
    y: text.transform[5] ?? 0,
    height: text.height,
    firstWord,
    text: text.str,
    columns: false,
    end: 0,
  }
}
