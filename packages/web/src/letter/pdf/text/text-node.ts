/** What the text view draws. Tags are HTML's own, but for `label`, `picture` and `note`. */
export type TextTag =
  | ('p' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'div' | 'blockquote' | 'ul' | 'ol' | 'li' | 'label' | 'note')
  | ('table' | 'caption' | 'thead' | 'tbody' | 'tr' | 'th' | 'td' | 'figure' | 'figcaption' | 'picture')
  | ('span' | 'a' | 'em' | 'strong' | 'code' | 'br')

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
  const inline = new Set<TextTag>(['span', 'a', 'em', 'strong', 'code'])
  const parts = nodes.map((each) => {
    if (typeof each === 'string') return each
    const inside = wordsOf(each.children)
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
