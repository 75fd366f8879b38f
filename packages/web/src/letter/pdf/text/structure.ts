/** What pdf.js tells of a page: its structure tree and the text with the marks that tie the two together. */
export interface StructNode {
  role: string
  children: readonly (StructNode | StructContent)[]
  /** Alt or, where there is none, ActualText: pdf.js does not say which. */
  alt?: string | undefined
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
  /** [a, b, c, d, x, y] in points, y upwards. */
  transform: readonly number[]
  width: number
  height: number
}

export interface Mark {
  type: string
  id?: string | null
  tag?: string | null
}

/** A page as it is read; nothing in it depends on pdf.js or on a browser. */
export interface PageSource {
  number: number
  tree: StructNode | null
  texts: readonly (PlacedText | Mark)[]
  /** Web addresses by the id of the annotation that leads there. */
  links: ReadonlyMap<string, string>
  /** Something is drawn that is no text of the page: a form field, a stamp, a comment. */
  hasFields: boolean
}

export function isNode(child: StructNode | StructContent): child is StructNode {
  return 'role' in child
}
