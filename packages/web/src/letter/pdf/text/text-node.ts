import type { Box } from './drawn/geometry.ts'

/**
 * What the text view draws. Tags are HTML's own, but for `label`, `picture` and `note`, `apart` (the way to another
 * column on the same line) and `unread` (a line whose numbers are not sure, shown as the page draws it).
 */
export type TextTag =
  | ('p' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'div' | 'blockquote' | 'ul' | 'ol' | 'li' | 'label' | 'note')
  | ('table' | 'caption' | 'thead' | 'tbody' | 'tr' | 'th' | 'td' | 'figure' | 'figcaption' | 'picture')
  | ('span' | 'a' | 'em' | 'strong' | 'code' | 'br' | 'sup' | 'sub' | 'del' | 'apart' | 'unread')

export interface TextNode {
  tag: TextTag
  children: readonly (TextNode | string)[]
  lang?: string
  href?: string
  /** Of a picture: the sender's description; null when there is none. */
  description?: string | null
  scope?: 'col' | 'row'
  colSpan?: number
  rowSpan?: number
  id?: string
  headers?: string
  /** Of a cell: figures stand to the right. Of a list: the PDF brings its own bullets or numbers. */
  figures?: true
  labelled?: true
  /** Of a line that is shown as a picture: where it is on the page, and its words without the numbers. */
  box?: Box
  words?: string
}

export function node(
  tag: TextTag,
  children: readonly (TextNode | string)[],
  rest: Partial<Omit<TextNode, 'tag' | 'children'>> = {},
): TextNode {
  return { tag, children, ...rest }
}

/** The sender's words in the order in which they are read; descriptions of pictures are not among them. */
export function wordsOf(nodes: readonly (TextNode | string)[]): string {
  const inline = new Set<TextTag>(['span', 'a', 'em', 'strong', 'code', 'sup', 'sub', 'del'])
  const parts = nodes.map((each) => {
    if (typeof each === 'string') return each
    const inside = each.words ?? wordsOf(each.children)
    return inline.has(each.tag) ? inside : ` ${inside} `
  })
  return parts.join('')
}

/** How much the browser will have to hold. */
export function sizeOf(nodes: readonly (TextNode | string)[]): number {
  let size = nodes.length
  for (const each of nodes) if (typeof each !== 'string') size += sizeOf(each.children)
  return size
}
