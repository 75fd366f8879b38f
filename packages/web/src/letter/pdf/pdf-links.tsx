import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { type LinkAnnotation, linkHrefs } from './link-href.ts'
import { linkAddress, linkWords, useLinkAct } from './pdf-link.tsx'

interface PageLinkBox {
  href: string
  left: number
  top: number
  width: number
  height: number
}

interface PdfLinksProps {
  document: PDFDocumentProxy
  page: PDFPageProxy
  scale: number
}

/** Links that the sender has put on the page; each says where it leads. Forms and scripts are left out. */
export function PdfLinks({ document, page, scale }: PdfLinksProps): ReactNode {
  const { t } = useTexts()
  const act = useLinkAct()
  const [links, setLinks] = useState<PageLinkBox[]>([])
  useEffect(() => {
    let left = false
    void readLinks(document, page).then(
      (read) => left || setLinks(read),
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [document, page])
  return links.map(({ href, left, top, width, height }) => {
    const words = linkWords(href, t)
    const web = /^https?:/.test(href)
    const label = web ? t('paper.link', { domain: words }) : words
    return (
      <a
        key={`${left} ${top} ${href}`}
        className="pdf-link"
        href={linkAddress(href)}
        target={web ? '_blank' : undefined}
        rel={web ? 'noopener noreferrer' : undefined}
        aria-label={label}
        title={label}
        onClick={(event) => act(event, href)}
        style={{ left: left * scale, top: top * scale, width: width * scale, height: height * scale }}
      />
    )
  })
}

async function readLinks(document: PDFDocumentProxy, page: PDFPageProxy): Promise<PageLinkBox[]> {
  const viewport = page.getViewport({ scale: 1 })
  const annotations = (await page.getAnnotations()) as (LinkAnnotation & { rect?: number[] })[]
  const hrefs = await linkHrefs(document, page.pageNumber, annotations)
  return annotations.flatMap(({ id, rect }) => {
    const href = hrefs.get(id)
    if (href === undefined || rect === undefined) return []
    const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(rect[0] ?? 0, rect[1] ?? 0) as number[]
    const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(rect[2] ?? 0, rect[3] ?? 0) as number[]
    const box = { left: Math.min(x1, x2), top: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
    return [{ href, ...box }]
  })
}
