/** [a, b, c, d, e, f]: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

export interface Point {
  x: number
  y: number
}

/** In points from the page's lower left corner. */
export interface Box {
  left: number
  bottom: number
  right: number
  top: number
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** The matrix that applies `inner` first, then `outer`. */
export function combined(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [ia, ib, ic, id, ie, jf] = inner
  return [a * ia + c * ib, b * ia + d * ib, a * ic + c * id, b * ic + d * id, a * ie + c * jf + e, b * ie + d * jf + f]
}

export function moved([a, b, c, d, e, f]: Matrix, x: number, y: number): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

export function matrixOf(values: unknown): Matrix | undefined {
  if (typeof values !== 'object' || values === null) return undefined
  const [a, b, c, d, e, f] = values as ArrayLike<number> & Iterable<number>
  const all = [a, b, c, d, e, f]
  return all.every((value) => typeof value === 'number' && Number.isFinite(value))
    ? (all as unknown as Matrix)
    : undefined
}

export function boxAround(points: readonly Point[]): Box {
  const box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity }
  for (const { x, y } of points) {
    if (x < box.left) box.left = x
    if (x > box.right) box.right = x
    if (y < box.bottom) box.bottom = y
    if (y > box.top) box.top = y
  }
  return box
}

/** What two boxes share; empty (right < left or top < bottom) when they do not meet. */
export function shared(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
    top: Math.min(one.top, other.top),
  }
}

export function around(one: Box, other: Box): Box {
  return {
    left: Math.min(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
    top: Math.max(one.top, other.top),
  }
}

export function holds({ left, bottom, right, top }: Box, { x, y }: Point): boolean {
  return x >= left && x <= right && y >= bottom && y <= top
}

/** Whether the point is inside the polygons, by the rule given. */
export function isInside({ x, y }: Point, polygons: readonly (readonly Point[])[], evenOdd: boolean): boolean {
  let winding = 0
  let crossings = 0
  for (const polygon of polygons) {
    let before = polygon.at(-1)
    for (const point of polygon) {
      if (before !== undefined && before.y <= y !== point.y <= y) {
        const at = before.x + ((y - before.y) / (point.y - before.y)) * (point.x - before.x)
        if (at > x) {
          crossings++
          winding += point.y > before.y ? 1 : -1
        }
      }
      before = point
    }
  }
  return evenOdd ? crossings % 2 === 1 : winding !== 0
}
