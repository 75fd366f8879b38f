import { type Matrix, moved, type Point } from './geometry.ts'

/** Steps of a path as pdf.js packs them, with how many numbers follow each. */
const lengths = [2, 2, 6, 4, 0]
const closes = 4
/** A curve is followed by so many straight lines; it only has to say what lies below it. */
const pieces = 4
/** Drawings of more points than this hide or underline no text. */
const most = 20_000

/** The path as polygons on the page; empty when it is too large to be of interest. */
export function polygonsOf(data: ArrayLike<number>, matrix: Matrix): Point[][] {
  if (data.length > most) return []
  const polygons: Point[][] = []
  let from: Point = { x: 0, y: 0 }
  for (let at = 0; at < data.length; ) {
    const step = data[at] ?? closes
    const points = pointsFrom(data, at + 1, lengths[step] ?? 0, matrix)
    at += 1 + 2 * points.length
    if (step === 0) polygons.push([...points])
    else if (points.length > 0) polygons.at(-1)?.push(...(points.length === 1 ? points : curve([from, ...points])))
    from = points.at(-1) ?? from
  }
  return polygons
}

function pointsFrom(data: ArrayLike<number>, at: number, count: number, matrix: Matrix): Point[] {
  const points: Point[] = []
  for (let each = at; each < at + count; each += 2) points.push(moved(matrix, data[each] ?? 0, data[each + 1] ?? 0))
  return points
}

function curve(controls: readonly Point[]): Point[] {
  return Array.from({ length: pieces }, (_, piece) => pointOn(controls, (piece + 1) / pieces))
}

/** De Casteljau: between the points between the points. */
function pointOn(controls: readonly Point[], share: number): Point {
  const [first = { x: 0, y: 0 }] = controls
  if (controls.length <= 1) return first
  const between = controls.slice(1).map((point, at): Point => {
    const before = controls[at] ?? point
    return { x: before.x + (point.x - before.x) * share, y: before.y + (point.y - before.y) * share }
  })
  return pointOn(between, share)
}
