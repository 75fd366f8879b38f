import type { BlockWriter } from './block-writer.ts'
import { languageTag } from './language-tag.ts'
import type { Run } from './marked-text.ts'
import { isPart, type Part } from './part.ts'
import { type CellPlace, type Extent, emptyBefore, union } from './table-columns.ts'
import { node, type TextNode, wordsOf } from './text-node.ts'

interface Rows {
  caption: (Part | Run)[]
  head: Part[]
  body: Part[]
  /** What stands in a table where nothing may stand; shown after it. */
  stray: (Part | Run)[]
}

/** Wider or higher than this a cell cannot be: whoever says so has a fault in the tags. */
const widest = 100
const highest = 1000

export function tableNodes(part: Part, writer: BlockWriter): TextNode[] {
  const rows: Rows = { caption: [], head: [], body: [], stray: [] }
  sort(part.kids, rows, 'body')
  if (rows.head.length === 0) {
    const first = rows.body.findIndex((row) => !cellsOf(row).every((cell) => cell.role === 'TH'))
    rows.head = rows.body.splice(0, first === -1 ? 0 : first)
  }
  const all = [...rows.head, ...rows.body].map(cellsOf)
  const empty = emptyBefore(all.map((cells) => cells.map(placeOf)))
  const ids = new Set(all.flatMap((cells) => cells.map(({ node }) => node.structId)))
  const caption = writer.line(rows.caption)
  const drawn = all.map((cells, at) =>
    rowNode(cells, { inHead: at < rows.head.length, empty: empty[at] ?? [], ids }, writer),
  )
  const body = drawn.slice(rows.head.length)
  const head = withFigures(drawn.slice(0, rows.head.length), body)
  const stray = writer.blocks(rows.stray)
  if (![...head, ...body].some((row) => row.children.length > 0))
    return [...(caption.length > 0 ? [node('p', caption)] : []), ...stray]
  const lang = languageTag(part.node.lang)
  const table = node(
    'table',
    [
      ...(caption.length > 0 ? [node('caption', caption)] : []),
      ...(head.length > 0 ? [node('thead', head)] : []),
      ...(body.length > 0 ? [node('tbody', body)] : []),
    ],
    lang ? { lang } : {},
  )
  return [table, ...stray]
}

function sort(kids: readonly (Part | Run)[], rows: Rows, into: 'head' | 'body'): void {
  for (const kid of kids) {
    if (!isPart(kid)) rows.stray.push(kid)
    else if (kid.role === 'TR') rows[into].push(kid)
    else if (kid.role === 'Caption') rows.caption.push(kid)
    else if (kid.role === 'THead') sort(kid.kids, rows, 'head')
    else if (/^(TBody|TFoot|NonStruct|Div)$/.test(kid.role)) sort(kid.kids, rows, 'body')
    else rows.stray.push(kid)
  }
}

/** Anything else in a row is a cell too, so that no word falls out of it. */
function cellsOf({ kids }: Part): Part[] {
  return kids.map((kid) =>
    isPart(kid) ? kid : { role: 'TD', node: noTags, kids: [kid], href: undefined, isHere: true },
  )
}

const noTags = { role: 'TD', children: [] }

/** A heading stands where the figures below it stand. Tables with cells over several columns are left as they are. */
function withFigures(head: readonly TextNode[], body: readonly TextNode[]): TextNode[] {
  const cellsIn = (row: TextNode): TextNode[] => row.children.filter((cell) => typeof cell === 'object')
  if (
    [...head, ...body].flatMap(cellsIn).some(({ colSpan, rowSpan }) => colSpan !== undefined || rowSpan !== undefined)
  ) {
    return [...head]
  }
  const isFigureColumn = (at: number): boolean => {
    const cells = body.flatMap((row) => cellsIn(row)[at] ?? []).filter(({ children }) => children.length > 0)
    return cells.length > 0 && cells.every(({ figures }) => figures === true)
  }
  return head.map((row) => ({
    ...row,
    children: cellsIn(row).map((cell, at) => (isFigureColumn(at) ? { ...cell, figures: true as const } : cell)),
  }))
}

interface RowPlace {
  inHead: boolean
  /** Columns without a cell, before each. */
  empty: readonly number[]
  /** Of all cells of the table: a reference to any other leads nowhere. */
  ids: ReadonlySet<string | undefined>
}

function rowNode(cells: readonly Part[], place: RowPlace, writer: BlockWriter): TextNode {
  const drawn = cells.flatMap((cell, at) => [
    ...Array.from({ length: place.empty[at] ?? 0 }, () => node('td', [])),
    cellNode(cell, at, place, writer),
  ])
  return node('tr', drawn)
}

function cellNode(cell: Part, at: number, { inHead, ids }: RowPlace, writer: BlockWriter): TextNode {
  const children = writer.cell(cell)
  const words = wordsOf(children).trim()
  const isHeader = cell.role === 'TH' && words !== ''
  const { structId, headers = [], lang } = cell.node
  const { colSpan, rowSpan } = placeOf(cell)
  const known = headers.filter((id) => ids.has(id)).map((id) => writer.idOf(id))
  const language = languageTag(lang)
  return node(isHeader ? 'th' : 'td', children, {
    ...(isHeader && { scope: scopeOf(cell, inHead, at) }),
    ...(colSpan > 1 && { colSpan }),
    ...(rowSpan > 1 && { rowSpan }),
    ...(structId !== undefined && isHeader && { id: writer.idOf(structId) }),
    ...(known.length > 0 && { headers: known.join(' ') }),
    ...(language && { lang: language }),
    ...(isFigures(words) && { figures: true }),
  })
}

function placeOf(cell: Part): CellPlace {
  const { colSpan = 1, rowSpan = 1, structId, headers = [], scope } = cell.node
  return {
    colSpan: Math.min(Math.max(colSpan, 1), widest),
    rowSpan: Math.min(Math.max(rowSpan, 1), highest),
    extent: extentOf(cell.kids),
    structId: scope === 'Row' ? undefined : structId,
    headers,
  }
}

function extentOf(kids: readonly (Part | Run)[]): Extent | undefined {
  return kids.reduce<Extent | undefined>(
    (sum, kid) => union(sum, isPart(kid) ? extentOf(kid.kids) : kid.extent),
    undefined,
  )
}

function scopeOf({ node: { scope } }: Part, inHead: boolean, at: number): 'col' | 'row' {
  if (scope !== undefined) return scope === 'Row' ? 'row' : 'col'
  return inHead || at > 0 ? 'col' : 'row'
}

/** Amounts, shares and counts: they are compared downwards, so they stand to the right. */
function isFigures(words: string): boolean {
  return /^[−–-]?\s?(kr|NOK|EUR|€)?\.?\s?[−–-]?\d[\d\s.,]*\s?(kr|NOK|EUR|€|%|,-)?$/i.test(words)
}
