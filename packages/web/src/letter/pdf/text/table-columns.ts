/** What is known of a cell before it is drawn. */
export interface CellPlace {
  colSpan: number
  rowSpan: number
  /** Where its text lies on the page, in points; undefined for an empty cell. */
  extent: Extent | undefined
  /** Of a header of columns. */
  structId: string | undefined
  headers: readonly string[]
}

/** No table of a letter has more columns. */
const furthest = 200

export interface Extent {
  left: number
  right: number
}

/**
 * How many columns stay empty before each cell. Programs that make PDFs leave empty cells out of the tags, and then a
 * figure would slide under another heading. So a row that is short is set by what its cells say of their headings, else
 * by where their text lies on the page.
 */
export function emptyBefore(rows: readonly (readonly CellPlace[])[]): number[][] {
  const counted = placeRows(rows, () => undefined)
  const width = Math.max(0, ...counted.map(({ filled }) => filled))
  const headings = new Map<string, number>()
  const extents: (Extent | undefined)[] = []
  for (const { cells, filled } of counted) {
    if (filled < width) continue
    for (const { cell, column } of cells) {
      if (cell.structId !== undefined) headings.set(cell.structId, column)
      if (cell.colSpan === 1) extents[column] = union(extents[column], cell.extent)
    }
  }
  const isShort = (row: number): boolean => (counted[row]?.filled ?? 0) < width
  const placed = placeRows(rows, (cell, row) => {
    return headed(cell, headings) ?? (isShort(row) ? nearest(cell.extent, extents) : undefined)
  })
  return placed.map(({ cells }) => cells.map(({ empty }) => empty))
}

interface PlacedRow {
  cells: { cell: CellPlace; column: number; empty: number }[]
  /** Columns with a cell in them, be it one that reaches down from above. */
  filled: number
}

/** Sets rows from the left, around what reaches down from rows above; `wanted` may ask for a column further right. */
function placeRows(
  rows: readonly (readonly CellPlace[])[],
  wanted: (cell: CellPlace, row: number) => number | undefined,
): PlacedRow[] {
  const busyUntil: number[] = []
  return rows.map((row, at) => {
    const free = (column: number): boolean => (busyUntil[column] ?? 0) <= at
    let next = 0
    const cells = row.map((cell) => {
      const target = wanted(cell, at) ?? 0
      let empty = 0
      while (!free(next) || next < Math.min(target, furthest)) {
        if (free(next)) empty++
        next++
      }
      const column = next
      for (; next < column + cell.colSpan; next++) busyUntil[next] = at + cell.rowSpan
      return { cell, column, empty }
    })
    return { cells, filled: busyUntil.filter((until) => until > at).length }
  })
}

function headed({ headers }: CellPlace, headings: ReadonlyMap<string, number>): number | undefined {
  const columns = headers.flatMap((id) => headings.get(id) ?? [])
  return columns.length === 0 ? undefined : Math.min(...columns)
}

function nearest(extent: Extent | undefined, extents: readonly (Extent | undefined)[]): number | undefined {
  if (extent === undefined) return undefined
  let best: { column: number; away: number } | undefined
  for (const [column, other] of extents.entries()) {
    if (other === undefined) continue
    // below nought: how far the two overlap
    const away = Math.max(extent.left, other.left) - Math.min(extent.right, other.right)
    if (best === undefined || away < best.away) best = { column, away }
  }
  return best?.column
}

export function union(one: Extent | undefined, other: Extent | undefined): Extent | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return { left: Math.min(one.left, other.left), right: Math.max(one.right, other.right) }
}
