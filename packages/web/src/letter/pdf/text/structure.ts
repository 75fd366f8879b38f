import type { Box } from './drawn/geometry.ts'
import type { Shift } from './drawn/visual-lines.ts'

/** What pdf.js tells of a page: its structure tree and the text with the marks that tie the two together. */
export interface StructNode {
  role: string
  children: readonly (StructNode | StructContent)[]
  /** Alt or, where there is none, ActualText. */
  alt?: string | undefined
  actualText?: string | undefined
  lang?: string | undefined
  structId?: string | undefined
  rowSpan?: number | undefined
  colSpan?: number | undefined
  headers?: string[] | undefined
  scope?: 'Row' | 'Column' | 'Both' | undefined
}

export interface StructContent {
  type: string
  id: string
}

export interface PlacedText {
  str: string
  hasEOL: boolean
  /** [a, b, c, d, x, y] in points, y upwards; the baseline is that of its line. */
  transform: readonly number[]
  width: number
  height: number
  /** Number of the line that it is a part of. */
  line?: number
  /** Places of its first and its last glyph in that line. */
  from?: number
  upTo?: number
  /** Where it is on the page; undefined for mere space. */
  box?: Box
  /** Raised or lowered beside its line. */
  shift?: Shift | undefined
  /** A line is drawn through it. */
  struck?: boolean
  /** It begins in another column than the text before it on its line. */
  apart?: boolean
  /** A number in it cannot be read for sure. */
  doubtful?: boolean
  /** Recognised in a picture by a machine. */
  recognised?: boolean
  /** The line ends inside a word: no space follows. */
  goesOn?: boolean
}

export interface Mark {
  type: string
  id?: string | null
  tag?: string | null
  /** What the PDF says is written here. */
  actualText?: string | null
  /** Drawn over the page and no part of its text: a form's field, a stamp. */
  alone?: boolean
}

/** A page as it is read; nothing in it depends on pdf.js or on a browser. */
export interface PageSource {
  number: number
  tree: StructNode | null
  texts: readonly (PlacedText | Mark)[]
  /** Where links lead, by the id of the annotation. */
  links: ReadonlyMap<string, string>
  /** Something is drawn over the page of which no text can be had: a form field, a stamp, a comment. */
  hasFields: boolean
}

export function isNode(child: StructNode | StructContent): child is StructNode {
  return 'role' in child
}
