import type { Shape } from './drawing.ts'
import type { Box, Point } from './geometry.ts'
import type { SeenGlyph } from './seen.ts'

/** A stroke that may cross out text; in points. */
interface Bar {
  from: Point
  to: Point
  thickness: number
}

/** Lines longer than this share of nothing are told apart by where they run: through letters, in ems above the baseline. */
const through = { lowest: 0.12, highest: 0.62 }
const thickest = 0.16
/** Bars are looked up by strips of the page, in points; a slanting one that is taller crosses out no text. */
const strip = 24
const tallest = 200
const mostInStrip = 2000

/** Finds the strokes drawn through text; those below it, or between table rows, run elsewhere. */
export class Strokes {
  readonly #strips = new Map<number, Bar[]>()

  constructor(shapes: readonly Shape[]) {
    for (const bar of shapes.flatMap(barsOf)) {
      const [low, high] = [Math.min(bar.from.y, bar.to.y), Math.max(bar.from.y, bar.to.y)]
      if (high - low > tallest) continue
      for (let at = Math.floor(low / strip); at <= Math.floor(high / strip); at++) {
        const bars = this.#strips.get(at)
        if (bars === undefined) this.#strips.set(at, [bar])
        else if (bars.length < mostInStrip) bars.push(bar)
      }
    }
  }

  /** Bars that may touch something between two heights. */
  #near(bottom: number, top: number): Bar[] {
    const bars: Bar[] = []
    for (let at = Math.floor(bottom / strip); at <= Math.floor(top / strip) && bars.length < mostInStrip; at++) {
      bars.push(...(this.#strips.get(at) ?? []))
    }
    return bars
  }

  isStruck(glyph: SeenGlyph): boolean {
    if (glyph.text.trim() === '') return false
    return this.#near(glyph.box.bottom, glyph.box.top).some((bar) => crosses(bar, glyph))
  }

  /** The bar of a fraction: below one glyph and above the other. */
  hasBarBetween(over: Box, under: Box): boolean {
    return this.#near(under.bottom, over.top).some(({ from, to }) => {
      const middle = (under.left + under.right) / 2
      const covers = Math.min(from.x, to.x) <= middle && Math.max(from.x, to.x) >= middle
      return (
        covers && isLevel(from, to) && from.y > (under.bottom + under.top) / 2 && from.y < (over.bottom + over.top) / 2
      )
    })
  }

  /** A short stroke at the height of a minus, just before the glyph: a sign that is drawn and not written. */
  hasDrawnSign({ box, size, angle }: SeenGlyph): boolean {
    if (angle !== 0) return false
    const baseline = box.bottom + 0.25 * size
    return this.#near(box.bottom, box.top).some(({ from, to, thickness }) => {
      const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
      const isShort = right - left > 0.2 * size && right - left < 0.8 * size && thickness < thickest * size
      const isBefore = right <= box.left + 0.05 * size && right > box.left - 0.5 * size
      const up = (from.y - baseline) / size
      return isShort && isBefore && isLevel(from, to) && up > 0.15 && up < 0.5
    })
  }
}

/** Along the text, or from one corner of it to another. */
function crosses({ from, to, thickness }: Bar, { box, size, angle }: SeenGlyph): boolean {
  if (thickness > thickest * size || Math.abs(angle) > 1) return false
  const middle = (box.left + box.right) / 2
  const [left, right] = from.x <= to.x ? [from, to] : [to, from]
  if (left.x > middle || right.x < middle || right.x - left.x < 0.5 * (box.right - box.left)) return false
  const at = left.y + ((middle - left.x) / Math.max(right.x - left.x, 0.001)) * (right.y - left.y)
  const up = (at - (box.bottom + 0.25 * size)) / size
  if (isLevel(from, to)) return up > through.lowest && up < through.highest
  // a slanting line: no higher than the text, or it crosses out more than text
  return Math.abs(right.y - left.y) < 1.3 * size && up > -0.1 && up < 0.9
}

function isLevel(from: Point, to: Point): boolean {
  return Math.abs(from.y - to.y) < 0.5
}

/** A line of the paper's colour crosses nothing out. */
function isPale(color: Shape['color']): boolean {
  return color?.every((value) => value > 240) === true
}

function barsOf({ kind, polygons, box, thickness, color, opaque }: Shape): Bar[] {
  if (isPale(color)) return []
  if (kind === 'line') return polygons.flatMap((polygon) => segmentsOf(polygon, thickness))
  return kind === 'fill' && opaque !== undefined && color !== undefined ? filledBar(box) : []
}

function segmentsOf(polygon: readonly Point[], thickness: number): Bar[] {
  // more points make a drawing
  if (polygon.length > 8) return []
  return polygon.slice(1).map((to, at) => ({ from: polygon[at] ?? to, to, thickness }))
}

/** Many programs fill a flat rectangle where they mean a line. */
function filledBar({ left, bottom, right, top }: Box): Bar[] {
  const thickness = top - bottom
  if (thickness > 4 || right - left < 2 * thickness) return []
  const y = (top + bottom) / 2
  return [{ from: { x: left, y }, to: { x: right, y }, thickness }]
}
