import { type OpenHeadings, openHeading } from './heading-levels.ts'
import { InlineWriter, isNote, joinedText, trimmed, withWholeLinks } from './inline-nodes.ts'
import { languageTag } from './language-tag.ts'
import { listNodes } from './list-nodes.ts'
import type { Run } from './marked-text.ts'
import { isPart, type Part } from './part.ts'
import { holdsStructure, isHeading, isInline } from './roles.ts'
import { tableNodes } from './table-nodes.ts'
import { node, type TextNode, wordsOf } from './text-node.ts'

type Kid = Part | Run

/** Turns structure elements into what the text view draws, one page at a time. */
export class BlockWriter {
  readonly #page: number
  #sections = 0
  headings: OpenHeadings

  constructor(page: number, headings: OpenHeadings) {
    this.#page = page
    this.headings = headings
  }

  /** Ids of one PDF's cells must not meet those of our own page. */
  idOf(structId: string): string {
    return `text-${this.#page}-${encodeURIComponent(structId)}`
  }

  /** Text in lines becomes paragraphs; what stands on its own is drawn as what it is. */
  blocks(kids: readonly Kid[]): TextNode[] {
    const drawn: TextNode[] = []
    let line: Kid[] = []
    const endLine = (): void => {
      drawn.push(...this.#paragraph(line))
      line = []
    }
    for (const kid of kids) {
      if (!isPart(kid) || (isInline(kid) && !(isNote(kid) && line.length === 0))) line.push(kid)
      else {
        endLine()
        drawn.push(...this.#block(kid))
      }
    }
    endLine()
    return drawn
  }

  /** Everything below as one line of text, with its notes at the end. */
  line(kids: readonly Kid[]): (TextNode | string)[] {
    const { children, notes } = this.#lineAndNotes(kids)
    return [...children, ...notes]
  }

  #lineAndNotes(kids: readonly Kid[]): { children: (TextNode | string)[]; notes: TextNode[] } {
    const writer = new InlineWriter()
    const children = trimmed(withWholeLinks(joinedText(writer.write(kids))))
    return { children, notes: writer.notes.flatMap(({ kids: inside }) => around('note', this.blocks(inside))) }
  }

  /** A cell needs no paragraph around a single line. */
  cell(part: Part): (TextNode | string)[] {
    const drawn = this.blocks(part.kids)
    const [only] = drawn
    return drawn.length === 1 && only?.tag === 'p' && only.lang === undefined ? [...only.children] : drawn
  }

  #paragraph(kids: readonly Kid[], rest: Partial<TextNode> = {}): TextNode[] {
    const { children, notes } = this.#lineAndNotes(kids)
    if (children.length === 0) return notes
    const [only] = children
    // a picture alone is no paragraph
    if (children.length === 1 && typeof only === 'object' && only.tag === 'picture') {
      return [{ ...only, tag: 'figure' }, ...notes]
    }
    return [node('p', children, rest), ...notes]
  }

  #block(part: Part): TextNode[] {
    const lang = languageTag(part.node.lang)
    const drawn = this.#drawBlock(part)
    if (lang === undefined) return drawn
    return drawn.length === 1 && drawn[0] !== undefined
      ? [{ ...drawn[0], lang }]
      : drawn.length > 1
        ? [node('div', drawn, { lang })]
        : []
  }

  #drawBlock(part: Part): TextNode[] {
    if (isHeading(part) && !holdsStructure(part)) return this.#heading(part)
    const draw = Object.hasOwn(this.#byRole, part.role) ? this.#byRole[part.role] : undefined
    return draw === undefined ? this.blocks(part.kids) : draw(part)
  }

  readonly #byRole: Readonly<Record<string, (part: Part) => TextNode[]>> = {
    Artifact: () => [],
    P: (part) => (holdsStructure(part) ? this.blocks(part.kids) : this.#paragraph([asLine(part)])),
    L: (part) => listNodes(part, this),
    TOC: (part) => listNodes(part, this),
    LI: (part) => listNodes({ ...part, role: 'L', kids: [part] }, this),
    TOCI: (part) => listNodes({ ...part, role: 'L', kids: [part] }, this),
    Table: (part) => tableNodes(part, this),
    Figure: (part) => this.#figure(part),
    BlockQuote: (part) => around('blockquote', this.blocks(part.kids)),
    Note: (part) => around('note', this.blocks(part.kids)),
    FENote: (part) => around('note', this.blocks(part.kids)),
    Aside: (part) => around('note', this.blocks(part.kids)),
    Sect: (part) => this.#section(part),
  }

  #heading(part: Part): TextNode[] {
    const { children, notes } = this.#lineAndNotes([asLine(part)])
    if (wordsOf(children).trim() === '') return this.#paragraph(part.kids)
    const { tag, open } = openHeading(this.headings, this.#levelOf(part))
    this.headings = open
    return [node(tag, children), ...notes]
  }

  #levelOf({ role }: Part): number {
    if (role === 'Title') return 0
    return role === 'H' ? Math.max(this.#sections, 1) : Number(role.slice(1))
  }

  #section(part: Part): TextNode[] {
    this.#sections++
    const drawn = this.blocks(part.kids)
    this.#sections--
    return drawn
  }

  /** A figure around figures is a frame; else it is the picture itself, with what is written in it. */
  #figure(part: Part): TextNode[] {
    const description = part.node.alt?.trim() || null
    const inner = part.kids.some(
      (kid) => isPart(kid) && (kid.role === 'Figure' || kid.role === 'Table' || kid.role === 'L'),
    )
    if (inner && description === null) return this.blocks(part.kids)
    const captions = part.kids.filter((kid) => isPart(kid) && kid.role === 'Caption')
    const written = this.blocks(part.kids.filter((kid) => !captions.includes(kid)))
    const caption = this.line(captions)
    return [node('figure', [...written, ...(caption.length > 0 ? [node('figcaption', caption)] : [])], { description })]
  }
}

/** The element's own language goes on its block. */
function asLine(part: Part): Part {
  return { ...part, role: 'Span', node: { ...part.node, lang: undefined } }
}

function around(tag: 'blockquote' | 'note', children: TextNode[]): TextNode[] {
  return children.length === 0 ? [] : [node(tag, children)]
}
