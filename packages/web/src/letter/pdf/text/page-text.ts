import { BlockWriter } from './block-writer.ts'
import type { OpenHeadings } from './heading-levels.ts'
import { plainWords, type Run, runsOf } from './marked-text.ts'
import { Text } from './part.ts'
import { plainNodes } from './plain-text.ts'
import type { PageSource } from './structure.ts'
import { sizeOf, type TextNode, wordsOf } from './text-node.ts'

export interface PageText {
  number: number
  nodes: readonly TextNode[]
  /** Text that the tags do not reach; shown at the page's end. */
  rest: readonly TextNode[]
  /** `tagged`: by the PDF's own structure. `plain`: as it lies in the page. `untrusted`: plain, because the tags are at fault. */
  form: 'tagged' | 'plain' | 'untrusted' | 'empty'
  /** Links on the page that no shown text carries. */
  links: readonly string[]
  /** Some glyphs have no meaning in the PDF, or something is drawn that is no text. */
  incomplete: boolean
  /** Text was recognised in a picture by a machine. */
  recognised: boolean
  size: number
}

/** As much text may stand outside the tags before they are not believed any more: a stamp, a page number. */
const smallShare = 0.1
const fewWords = 5

/** Makes a page's text from its tags, or without them where they cannot be believed. Loses no word but artifacts. */
export function pageText(source: PageSource, headings: OpenHeadings): { page: PageText; headings: OpenHeadings } {
  const runs = runsOf(source.texts)
  const content = runs.filter(({ artifact }) => !artifact)
  if (countWords(runs) === 0 && source.tree === null) return { page: finish(source, runs, 'empty', [], []), headings }
  const tree = source.tree
  if (tree === null || tree.children.length === 0) {
    return { page: finish(source, runs, 'plain', plainNodes(runs), []), headings }
  }
  const present = new Set(source.texts.flatMap((text) => ('str' in text ? [] : (text.id ?? []))))
  const text = new Text(content, tree, source.links, present)
  const part = text.part(tree)
  const writer = new BlockWriter(source.number, headings)
  const nodes = writer.blocks([part])
  const rest = content.filter((run) => !text.reached.has(run))
  if (mustFallBack(runs, content, rest, nodes)) {
    return { page: finish(source, runs, 'untrusted', plainNodes(runs), []), headings }
  }
  const page = finish(source, runs, 'tagged', nodes, plainNodes(rest), text.linked)
  return { page, headings: writer.headings }
}

function mustFallBack(runs: readonly Run[], content: readonly Run[], rest: readonly Run[], nodes: TextNode[]): boolean {
  const all = countWords(content.filter(({ alone }) => !alone))
  // everything called an artifact: then the word says nothing
  if (all === 0) return countWords(runs) > 0
  const outside = countWords(rest.filter(({ alone }) => !alone))
  if (outside > fewWords && outside > all * smallShare) return true
  // one word for each word of the runs that the tags reach; ActualText may join some
  return wordCount(wordsOf(nodes)) < (all - outside) * (1 - smallShare) - fewWords
}

function finish(
  source: PageSource,
  runs: readonly Run[],
  form: PageText['form'],
  nodes: readonly TextNode[],
  rest: readonly TextNode[],
  linked: ReadonlySet<string> = new Set(),
): PageText {
  const shown = nodes.length === 0 && rest.length === 0 ? 'empty' : form
  return {
    number: source.number,
    nodes,
    rest,
    form: shown,
    links: [...new Set(source.links.values())].filter((href) => !linked.has(href)),
    incomplete: source.hasFields || plainWords(runs).includes('\ufffd'),
    recognised: source.texts.some((text) => 'str' in text && text.recognised === true),
    size: sizeOf(nodes) + sizeOf(rest),
  }
}

function countWords(runs: readonly Run[]): number {
  return wordCount(plainWords(runs))
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}
