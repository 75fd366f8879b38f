import { replacementFor } from './actual-text.ts'
import { around, type Box } from './drawn/geometry.ts'
import { languageTag } from './language-tag.ts'
import { follows, type Run } from './marked-text.ts'
import { isPart, type Part } from './part.ts'
import { nodeOf, withoutNumbers } from './run-nodes.ts'
import { node, type TextNode, type TextTag, wordsOf } from './text-node.ts'

type Inline = TextNode | string

const tags: Partial<Record<string, TextTag>> = {
  Em: 'em',
  Strong: 'strong',
  Code: 'code',
}

/** Writes a line's text and remembers which run came last: between runs that lie apart there must be a space. */
export class InlineWriter {
  #last: Run | undefined
  /** Notes found in the line: they follow it, and do not stand in the sentence. */
  readonly notes: Part[] = []

  write(kids: readonly (Part | Run)[]): Inline[] {
    return kids.flatMap((kid) => (isPart(kid) ? this.#part(kid) : this.#run(kid)))
  }

  #run(run: Run): Inline[] {
    const apart = this.#last !== undefined && !follows(this.#last, run)
    this.#last = run
    const text = run.parts.map(nodeOf)
    return joinedText(apart ? [' ', ...text] : text)
  }

  #part(part: Part): Inline[] {
    if (isNote(part)) {
      this.notes.push(part)
      return []
    }
    const children = this.write(part.kids)
    const words = wordsOf(children)
    if (part.role === 'Figure' || (part.role === 'Formula' && words.trim() === '')) {
      return [node('picture', children, { description: part.node.alt?.trim() || null })]
    }
    const text = this.#replaced(part, children, words)
    return wordsOf(text).trim() === '' ? text : dressed(part, text)
  }

  #replaced({ node: tags, kids }: Part, children: Inline[], words: string): Inline[] {
    const instead = tags.actualText ?? tags.alt
    const replacement = replacementFor(instead, words)
    // raised text would be lost
    if (replacement === 'replace' && children.every((each) => typeof each === 'string' || each.tag === 'br')) {
      return [instead?.trim() ?? '']
    }
    if (replacement !== 'contradiction' || tags.actualText === undefined) return children
    const box = boxOf(kids)
    if (box === undefined) return [node('picture', children, { description: null })]
    return [node('unread', [], { box, words: withoutNumbers(words) })]
  }
}

export function isNote({ role }: Part): boolean {
  return role === 'Note' || role === 'FENote'
}

function boxOf(kids: readonly (Part | Run)[]): Box | undefined {
  const boxes = kids.flatMap((kid) => (isPart(kid) ? boxOf(kid.kids) : kid.box) ?? [])
  return boxes.length === 0 ? undefined : boxes.reduce(around)
}

/** The element around its text, where it is more than a mark in the tags. */
function dressed(part: Part, text: Inline[]): Inline[] {
  const lang = languageTag(part.node.lang)
  const rest = lang === undefined ? {} : { lang }
  if (part.href !== undefined) return linkAround(text, { href: part.href, ...rest })
  const tag = tags[part.role] ?? (lang === undefined ? undefined : 'span')
  if (tag !== undefined) return [node(tag, text, rest)]
  return blockLike(part) ? [' ', ...text, ' '] : text
}

/** The space before a word often lies in the same run as the word; it is no part of the link. */
function linkAround(text: readonly Inline[], rest: Partial<TextNode>): Inline[] {
  const [first, ...others] = joinedText(text)
  if (typeof first !== 'string' || first === first.trimStart()) return [node('a', text, rest)]
  return [' ', node('a', [first.trimStart(), ...others], rest)]
}

/** A paragraph inside a line, as in a link around one: at least a space must part the two. */
function blockLike({ role }: Part): boolean {
  return /^(P|H\d?|LI|LBody|Div|Sect|TD|TH|Caption|BlockQuote)$/.test(role)
}

/** Neighbouring texts as one; a line's beginning and a break need no spaces around them. */
export function joinedText(nodes: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const each of nodes) {
    const last = joined.at(-1)
    if (each === '') continue
    if (typeof each === 'string' && typeof last === 'string')
      joined[joined.length - 1] = (last + each).replace(/ {2,}/g, ' ')
    else joined.push(each)
  }
  return joined
}

/** A link that goes over several lines, of which some programs make one for each, is one. */
export function withWholeLinks(nodes: readonly Inline[]): Inline[] {
  const whole: Inline[] = []
  for (const each of nodes) {
    const before = whole.findLastIndex((other) => !isBetweenWords(other))
    const link = whole[before]
    const isSame = typeof each === 'object' && typeof link === 'object' && each.tag === 'a' && link.tag === 'a'
    if (isSame && each.href === link.href && each.lang === link.lang) {
      const between = whole.length > before + 1 ? [' '] : []
      whole.splice(before, whole.length, {
        ...link,
        children: joinedText([...link.children, ...between, ...each.children]),
      })
    } else whole.push(each)
  }
  return whole
}

function isBetweenWords(each: Inline): boolean {
  return typeof each === 'string' ? each.trim() === '' : each.tag === 'br'
}

/** Without breaks and spaces at its beginning and its end. */
export function trimmed(nodes: readonly Inline[]): Inline[] {
  const isEmpty = (each: Inline | undefined): boolean =>
    typeof each === 'string' ? each.trim() === '' : each?.tag === 'br' || each?.tag === 'apart'
  let start = 0
  let end = nodes.length
  while (start < end && isEmpty(nodes[start])) start++
  while (end > start && isEmpty(nodes[end - 1])) end--
  return nodes.slice(start, end).map((each, at, all) => {
    if (typeof each !== 'string') return each
    const begun = at === 0 ? each.trimStart() : each
    return at === all.length - 1 ? begun.trimEnd() : begun
  })
}
