import type { PDFPageProxy } from 'pdfjs-dist'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { drawPage } from './draw-page.ts'
import { PdfLinks } from './pdf-links.tsx'
import { useNear } from './use-near.ts'
import type { OpenedPdf } from './use-pdf.ts'

interface PdfPageProps {
  pdf: OpenedPdf
  number: number
  pages: number
  width: number
}

/** One page. Drawn only while it is in view or next to it. */
export function PdfPage({ pdf, number, pages, width }: PdfPageProps): ReactNode {
  const { t } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const near = useNear(frame)
  const [page, setPage] = useState<PDFPageProxy>()
  useEffect(() => {
    if (!near || page !== undefined) return
    let left = false
    void pdf.document.getPage(number).then(
      (loaded) => left || setPage(loaded),
      // a page that cannot be read stays white; the others and the download are there
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [near, page, pdf, number])
  const { width: pageWidth, height: pageHeight } = (page ?? pdf.firstPage).getViewport({ scale: 1 })
  const scale = width / pageWidth
  return (
    <div
      ref={frame}
      className="pdf-page"
      data-page={number}
      role="region"
      aria-label={t('paper.page', { page: number, pages })}
      style={{ width, height: Math.floor(pageHeight * scale) }}
    >
      {near && page !== undefined && <DrawnPage key={scale} page={page} scale={scale} />}
    </div>
  )
}

function DrawnPage({ page, scale }: { page: PDFPageProxy; scale: number }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const text = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (canvas.current === null || text.current === null) return
    return drawPage(page, scale, canvas.current, text.current)
  }, [page, scale])
  return (
    <>
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={text} className="textLayer" />
      <PdfLinks page={page} scale={scale} />
    </>
  )
}
