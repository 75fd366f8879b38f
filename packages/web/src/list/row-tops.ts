/** How far down each row stands, and at the end how high all are together. */
export function topsOf<R>(rows: readonly R[], heightOf: (row: R) => number): number[] {
  const tops = [0]
  let top = 0
  for (const row of rows) {
    top += heightOf(row)
    tops.push(top)
  }
  return tops
}

/** The row that covers this distance from the top; the first or the last one beyond the ends. */
export function indexAt(tops: readonly number[], distance: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= distance) low = middle
    else high = middle - 1
  }
  return low
}
