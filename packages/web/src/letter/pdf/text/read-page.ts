import { OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type LinkAnnotation, linkHrefs } from '../link-href.ts'
import { within } from '../within.ts'
import type { PdfFont } from './drawn/glyphs.ts'
import { placedTexts } from './drawn/placed-texts.ts'
import { seenEntries } from './drawn/seen.ts'
import { type Operators, walkPage } from './drawn/walk-page.ts'
import { isNode, type Mark, type PageSource, type PlacedText, type StructNode } from './structure.ts'

/** Longer than any real letter takes on a slow phone; tags can be made that would keep the worker busy for ever. */
const longest = 20_000

/** Tags deeper than this are none of any letter's. */
const deepest = 400

/** Reads what the text view needs of one page. @param number from 1 */
export async function readPage(document: PDFDocumentProxy, number: number): Promise<PageSource> {
  const page = await document.getPage(number)
  const [tree, annotations, layers, operators] = await Promise.all([
    readTree(page),
    page.getAnnotations() as Promise<LinkAnnotation[]>,
    document.getOptionalContentConfig(),
    page.getOperatorList(),
  ])
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  const drawing = walkPage(operators, {
    view: { left, bottom, right, top },
    objectId: objectIdOf(page),
    named: tree === null ? new Set() : new Set(contentIds(tree)),
    fonts: await fontsOf(page, operators),
    isVisible: (layer) => layers.isVisible(layer as Parameters<typeof layers.isVisible>[0]) as boolean,
  })
  // the operators of a long document's pages, with their pictures, are more than a phone can hold
  page.cleanup()
  const texts = placedTexts(seenEntries(drawing), drawing.shapes, tree !== null)
  const links = linksOf(await linkHrefs(document, number, annotations))
  return { number, tree, texts, links, hasFields: hasSilentFields(annotations, texts) }
}

/** As pdf.js writes the page's number in the ids of its content. */
function objectIdOf({ ref }: PDFPageProxy): string {
  if (ref === null) return ''
  return ref.gen === 0 ? `${ref.num}R` : `${ref.num}R${ref.gen}`
}

function* contentIds(node: StructNode, depth = 0): Generator<string> {
  for (const child of node.children) {
    if (!isNode(child)) yield child.id
    else if (depth < deepest) yield* contentIds(child, depth + 1)
  }
}

/** Fonts are ready some time after the operators that name them. */
async function fontsOf(page: PDFPageProxy, { fnArray, argsArray }: Operators): Promise<Map<string, PdfFont>> {
  const names = new Set<string>()
  for (let at = 0; at < fnArray.length; at++) {
    const args = argsArray[at] as readonly unknown[] | null
    if (fnArray[at] === OPS.setFont && typeof args?.[0] === 'string') names.add(args[0])
    if (fnArray[at] === OPS.dependency)
      for (const name of args ?? []) if (/^g_d\d+_f/.test(String(name))) names.add(String(name))
  }
  const fonts = [...names].map(async (name): Promise<[string, PdfFont]> => {
    const font = await new Promise<PdfFont>((resolve) => {
      page.commonObjs.get(name, resolve)
    })
    return [name, font]
  })
  return new Map(await within(longest, Promise.all(fonts)))
}

/** Something is drawn over the page that has no text: a field of a form that shows a cross, a stamp. */
function hasSilentFields(annotations: readonly LinkAnnotation[], texts: readonly (PlacedText | Mark)[]): boolean {
  const spoken = new Set<string | null | undefined>()
  const open: (string | null | undefined)[] = []
  for (const text of texts) {
    if ('str' in text) spoken.add(open.find((id) => id !== undefined))
    else if (text.type === 'endMarkedContent') open.pop()
    else open.push(text.alone === true ? text.id : undefined)
  }
  return annotations.some(
    ({ id, subtype }) => subtype !== 'Link' && subtype !== 'Popup' && !spoken.has(`pdfjs_internal_id_${id}`),
  )
}

/** The page's tags, or null when it has none. @throws when they take too long to read */
export async function readTree(page: PDFPageProxy): Promise<StructNode | null> {
  // typed as never null, but it is for a PDF without tags
  const tree = (await within(longest, page.getStructTree())) as StructNode | null
  return tree === null || tree.children.length === 0 ? null : tree
}

/** The tree names an annotation in either of two ways. */
function linksOf(hrefs: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...hrefs].flatMap(([id, href]) => [[id, href] as const, [`pdfjs_internal_id_${id}`, href] as const]))
}
