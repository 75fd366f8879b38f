import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { within } from '../within.ts'
import type { Mark, PageSource, PlacedText, StructNode } from './structure.ts'

interface Annotation {
  id: string
  subtype?: string
  url?: string
}

/** Longer than any real letter takes on a slow phone; tags can be made that would keep the worker busy for ever. */
const longest = 20_000

/** Reads what the text view needs of one page. @param number from 1 */
export async function readPage(document: PDFDocumentProxy, number: number): Promise<PageSource> {
  const page = await document.getPage(number)
  const [tree, content, annotations] = await Promise.all([
    readTree(page),
    page.getTextContent({ includeMarkedContent: true }),
    page.getAnnotations() as Promise<Annotation[]>,
  ])
  return {
    number,
    tree,
    texts: content.items as (PlacedText | Mark)[],
    links: linksOf(annotations),
    hasFields: annotations.some(({ subtype }) => subtype !== 'Link' && subtype !== 'Popup'),
  }
}

/** The page's tags, or null when it has none. @throws when they take too long to read */
export async function readTree(page: PDFPageProxy): Promise<StructNode | null> {
  // typed as never null, but it is for a PDF without tags
  const tree = (await within(longest, page.getStructTree())) as StructNode | null
  return tree === null || tree.children.length === 0 ? null : tree
}

function linksOf(annotations: readonly Annotation[]): Map<string, string> {
  const links = new Map<string, string>()
  for (const { id, subtype, url } of annotations) {
    const target = subtype === 'Link' && url !== undefined ? URL.parse(url) : null
    if (target === null || !['https:', 'http:'].includes(target.protocol)) continue
    // the tree names an annotation in either of two ways
    links.set(id, target.href).set(`pdfjs_internal_id_${id}`, target.href)
  }
  return links
}
