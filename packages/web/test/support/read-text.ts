import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { OpenHeadings } from '../../src/letter/pdf/text/heading-levels.ts'
import { type PageText, pageText } from '../../src/letter/pdf/text/page-text.ts'
import { readPage } from '../../src/letter/pdf/text/read-page.ts'
import type { PageSource } from '../../src/letter/pdf/text/structure.ts'
import { type TextNode, wordsOf } from '../../src/letter/pdf/text/text-node.ts'

export interface ReadPage {
  source: PageSource
  page: PageText
}

/** Reads a PDF as the text view does, in Node. */
export async function readText(bytes: Uint8Array): Promise<ReadPage[]> {
  const task = getDocument({ data: new Uint8Array(bytes), useWasm: false, verbosity: 0 })
  const document = await task.promise
  const pages: ReadPage[] = []
  let headings: OpenHeadings = []
  for (let number = 1; number <= document.numPages; number++) {
    const source = await readPage(document, number)
    const made = pageText(source, headings)
    headings = made.headings
    pages.push({ source, page: made.page })
  }
  await task.destroy()
  return pages
}

/** The words of the PDF as pdf.js gives them, line ends counting as spaces. */
export function wordsOfPdf({ texts }: PageSource): string[] {
  return split(texts.map((text) => ('str' in text ? text.str + (text.hasEOL ? ' ' : '') : '')).join(''))
}

export const wordsShown = ({ nodes, rest }: PageText): string[] => split(wordsOf([...nodes, ...rest]))

const split = (text: string): string[] => text.split(/\s+/).filter(Boolean)

export function* allNodes(nodes: readonly (TextNode | string)[]): Generator<TextNode> {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    yield node
    yield* allNodes(node.children)
  }
}

/** Tags and words in short, as `p(Hei)`; languages and the like are left out. */
export function outline(nodes: readonly (TextNode | string)[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : `${node.tag}(${outline(node.children)})`)).join('')
}
