import type { PDFPageProxy } from 'pdfjs-dist'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { leave } from '../external-link.tsx'

interface PageLinkBox {
  url: URL
  left: number
  top: number
  width: number
  height: number
}

/** Links to the web that the sender has put on the page; each says where it leads. Forms and scripts are left out. */
export function PdfLinks({ page, scale }: { page: PDFPageProxy; scale: number }): ReactNode {
  const { t } = useTexts()
  const [links, setLinks] = useState<PageLinkBox[]>([])
  useEffect(() => {
    let left = false
    void readLinks(page).then(
      (read) => left || setLinks(read),
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [page])
  return links.map(({ url, left, top, width, height }) => {
    const label = t('paper.link', { domain: url.hostname })
    return (
      <a
        key={`${left} ${top} ${url.href}`}
        className="pdf-link"
        href={url.href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={label}
        title={label}
        onClick={(event) => leave(event, url.href)}
        style={{ left: left * scale, top: top * scale, width: width * scale, height: height * scale }}
      />
    )
  })
}

async function readLinks(page: PDFPageProxy): Promise<PageLinkBox[]> {
  const viewport = page.getViewport({ scale: 1 })
  const annotations = (await page.getAnnotations()) as { subtype?: string; url?: string; rect?: number[] }[]
  return annotations.flatMap(({ subtype, url, rect }) => {
    const target = subtype === 'Link' && url !== undefined ? URL.parse(url) : null
    if (target === null || rect === undefined || !['https:', 'http:'].includes(target.protocol)) return []
    const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(rect[0] ?? 0, rect[1] ?? 0) as number[]
    const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(rect[2] ?? 0, rect[3] ?? 0) as number[]
    const box = { left: Math.min(x1, x2), top: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
    return [{ url: target, ...box }]
  })
}
