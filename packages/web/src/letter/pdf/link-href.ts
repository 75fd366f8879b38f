import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What pdf.js says of a link's annotation. */
export interface LinkAnnotation {
  id: string
  subtype?: string
  /** Absolute, made by pdf.js. */
  url?: string
  /** As the sender wrote it. */
  unsafeUrl?: string
  dest?: string | readonly unknown[] | null
  /** A named action, as NextPage. */
  action?: string
}

/** Where a link within the PDF leads; `top` in points from the page's lower edge, as PDF counts. */
export interface PagePlace {
  page: number
  top: number | undefined
}

/** Schemes that lead out of the letter and start nothing but a browser, a mail program or a telephone. */
const outward = ['https:', 'http:', 'mailto:', 'tel:']
const inward = 'page:'

/** A page may carry a contents list, but a million links are an attack. */
const mostLinks = 2_000

/**
 * Where the links of a page lead: to the web, to a mail program, to a telephone, or to a page of the same PDF, as
 * `page:12`. Scripts, programs, files and all other schemes are left out.
 *
 * @returns addresses by the id of the annotation
 */
export async function linkHrefs(
  document: PDFDocumentProxy,
  page: number,
  annotations: readonly LinkAnnotation[],
): Promise<Map<string, string>> {
  const hrefs = new Map<string, string>()
  for (const annotation of annotations.filter(({ subtype }) => subtype === 'Link').slice(0, mostLinks)) {
    const href = outwardHref(annotation) ?? (await pageHref(document, page, annotation).catch(() => undefined))
    if (href !== undefined) hrefs.set(annotation.id, href)
  }
  return hrefs
}

/** @returns undefined for an address that leads out of the letter */
export function readPageHref(href: string): PagePlace | undefined {
  if (!href.startsWith(inward)) return undefined
  const [page, top] = href.slice(inward.length).split(',').map(Number)
  return page === undefined ? undefined : { page, top }
}

function outwardHref({ url, unsafeUrl }: LinkAnnotation): string | undefined {
  const target = url === undefined ? domainWithoutScheme(unsafeUrl) : URL.parse(url)
  return target !== null && outward.includes(target.protocol) ? target.href : undefined
}

/** `example.no/klage`: every viewer takes it for the web. The question before leaving shows where it leads. */
function domainWithoutScheme(written: string | undefined): URL | null {
  const domain = /^(?:[a-z0-9æøå-]+\.)+[a-z]{2,}\/(?!\/)/i
  return written !== undefined && domain.test(written) ? URL.parse(`https://${written}`) : null
}

async function pageHref(
  document: PDFDocumentProxy,
  page: number,
  { dest, action }: LinkAnnotation,
): Promise<string | undefined> {
  const named = action === undefined ? undefined : namedPage(action, page, document.numPages)
  if (named !== undefined) return `${inward}${named}`
  const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest
  if (!Array.isArray(explicit)) return undefined
  const [target, fit, ...numbers] = explicit as [unknown, { name?: string } | undefined, ...unknown[]]
  const at = typeof target === 'number' ? target : await pageIndex(document, target)
  if (!Number.isInteger(at) || at < 0 || at >= document.numPages) return undefined
  const top = topOf(fit?.name, numbers)
  return `${inward}${at + 1}${top === undefined ? '' : `,${top}`}`
}

async function pageIndex(document: PDFDocumentProxy, target: unknown): Promise<number> {
  const isReference = typeof target === 'object' && target !== null && 'num' in target && 'gen' in target
  return isReference ? document.getPageIndex(target as { num: number; gen: number }) : -1
}

function topOf(fit: string | undefined, numbers: readonly unknown[]): number | undefined {
  const at = { XYZ: 1, FitH: 0, FitBH: 0, FitR: 3 }[fit ?? '']
  const top = at === undefined ? undefined : numbers[at]
  return typeof top === 'number' && Number.isFinite(top) ? top : undefined
}

function namedPage(action: string, page: number, pages: number): number | undefined {
  const named = { NextPage: page + 1, PrevPage: page - 1, FirstPage: 1, LastPage: pages }[action]
  return named !== undefined && named >= 1 && named <= pages ? named : undefined
}
