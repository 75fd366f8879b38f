import type { SeenGlyph } from './seen.ts'
import type { VisualLine } from './visual-lines.ts'

/** In ems: pieces of one line lie no further apart, overlap no more, and stand on one baseline or clearly beside it. */
const near = 0.6
const overlap = 0.15
const level = 0.08
const highest = 0.8
const smaller = 0.93
/** No letter's page has more pieces; one that is made to have them is read in the order of painting. */
const most = 3000
/** Lines of a page are looked up by strips as high as this, in points. */
const strip = 16

/**
 * Puts pieces of a line together that are painted at different times: some programs write a paragraph first and what is
 * raised, struck or spaced in it afterwards, into the gaps that were left.
 */
export function mergedLines(pieces: readonly VisualLine[]): VisualLine[] {
  if (pieces.length > most) return [...pieces]
  const lines: VisualLine[] = []
  const strips = new Map<number, VisualLine[]>()
  for (const piece of pieces) {
    const at = Math.round(piece.y / strip)
    const around = [at - 1, at, at + 1].flatMap((each) => strips.get(each) ?? [])
    const left = partsOf(piece).filter((part) => {
      const line = around.findLast((each) => fits(each, part))
      if (line !== undefined) insert(line, part)
      return line === undefined
    })
    if (left.length === 0) continue
    const own = { ...piece, glyphs: left.flatMap(({ glyphs }) => glyphs) }
    lines.push(own)
    strips.set(at, [...(strips.get(at) ?? []), own])
  }
  return lines
}

/** What stands apart in a piece may belong to several places of another line, as the notes of a paragraph do. */
function partsOf(piece: VisualLine): VisualLine[] {
  const parts: SeenGlyph[][] = []
  for (const glyph of piece.glyphs) {
    const last = parts.at(-1)?.at(-1)
    if (last !== undefined && glyph.x - last.right < near * piece.size) parts.at(-1)?.push(glyph)
    else parts.push([glyph])
  }
  return parts.map((glyphs) => ({ ...piece, glyphs }))
}

function fits(line: VisualLine, piece: VisualLine): boolean {
  const em = Math.max(line.size, piece.size, 0.1)
  if (line.angle !== piece.angle || !isBeside(line, piece, em)) return false
  const [first, last] = [piece.glyphs[0], piece.glyphs.at(-1)]
  if (first === undefined || last === undefined) return false
  const { before, after } = neighbours(line, first)
  const gapBefore = before === undefined ? Number.POSITIVE_INFINITY : first.x - before.right
  const gapAfter = after === undefined ? Number.POSITIVE_INFINITY : after.x - last.right
  const hasRoom = gapBefore > -overlap * em && gapAfter > -overlap * em
  return hasRoom && (gapBefore < near * em || gapAfter < near * em)
}

function isBeside(line: VisualLine, piece: VisualLine, em: number): boolean {
  const away = Math.abs(line.y - piece.y)
  if (away < level * em) return true
  return away < highest * em && Math.min(line.size, piece.size) < smaller * em
}

function neighbours(line: VisualLine, glyph: SeenGlyph): { before?: SeenGlyph; after?: SeenGlyph } {
  const at = line.glyphs.findIndex(({ x }) => x > glyph.x)
  const [before, after] = at === -1 ? [line.glyphs.at(-1), undefined] : [line.glyphs[at - 1], line.glyphs[at]]
  return { ...(before && { before }), ...(after && { after }) }
}

function insert(line: VisualLine, piece: VisualLine): void {
  const [first] = piece.glyphs
  const at = line.glyphs.findIndex(({ x }) => first !== undefined && x > first.x)
  line.glyphs.splice(at === -1 ? line.glyphs.length : at, 0, ...piece.glyphs)
  line.merged = true
  if (piece.size > line.size) Object.assign(line, { y: piece.y, size: piece.size })
}
