import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { editedWorker } from '../../pdf-worker.ts'
import type { OpenHeadings } from '../../src/letter/pdf/text/heading-levels.ts'
import { type PageText, pageText } from '../../src/letter/pdf/text/page-text.ts'
import { readPage } from '../../src/letter/pdf/text/read-page.ts'
import type { PageSource } from '../../src/letter/pdf/text/structure.ts'
import { type TextNode, wordsOf } from '../../src/letter/pdf/text/text-node.ts'

const standardFontDataUrl = new URL(import.meta.resolve('pdfjs-dist/standard_fonts/FoxitSans.pfb')).href
  .replace(/[^/]*$/, '')
  .replace('file://', '')

export interface ReadPage {
  source: PageSource
  page: PageText
  /** The words as pdf.js' own text extraction has them, line ends counting as spaces. */
  words: string[]
}

/** pdf.js takes the worker that is there already; without this one it would load its own, which lacks our edits. */
async function useEditedWorker(): Promise<void> {
  if ('pdfjsWorker' in globalThis) return
  const folder = await mkdtemp(join(tmpdir(), 'brevdue-pdf-worker-'))
  const path = join(folder, 'pdf.worker.mjs')
  await writeFile(path, editedWorker())
  Object.assign(globalThis, { pdfjsWorker: await import(pathToFileURL(path).href) })
  await rm(folder, { recursive: true })
}

/** Reads a PDF as the text view does, in Node. */
export async function readText(bytes: Uint8Array): Promise<ReadPage[]> {
  await useEditedWorker()
  const task = getDocument({ data: new Uint8Array(bytes), useWasm: false, verbosity: 0, standardFontDataUrl })
  const document = await task.promise
  const pages: ReadPage[] = []
  let headings: OpenHeadings = []
  for (let number = 1; number <= document.numPages; number++) {
    const source = await readPage(document, number)
    const made = pageText(source, headings)
    headings = made.headings
    pages.push({ source, page: made.page, words: await wordsOfPdf(document, number) })
  }
  await task.destroy()
  return pages
}

async function wordsOfPdf(document: PDFDocumentProxy, number: number): Promise<string[]> {
  const { items } = await (await document.getPage(number)).getTextContent()
  return split(items.map((text) => ('str' in text ? text.str + (text.hasEOL ? ' ' : '') : '')).join(''))
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
