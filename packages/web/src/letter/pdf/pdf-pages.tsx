import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { portionOf, portionSize } from './page-geometry.ts'
import { PdfPage } from './pdf-page.tsx'
import { PortionBar } from './portion-bar.tsx'
import { useGoTo, type WishedPlace } from './reading-place.ts'
import { scrollToPage } from './scroll-to-page.ts'
import type { OpenedPdf } from './use-pdf.ts'
import { useWidth } from './use-width.ts'

interface PdfPagesProps {
  pdf: OpenedPdf
  zoom: number
  place: WishedPlace | undefined
}

/**
 * Every page as a picture with its text over it, as wide as the paper or as one likes. Of a PDF with very many pages
 * only a portion has its place here, or the browser is busy for minutes with frames that nobody looks at.
 */
export function PdfPages({ pdf, zoom, place }: PdfPagesProps): ReactNode {
  const { t } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const goTo = useGoTo()
  const width = useWidth(frame)
  const pages = pdf.document.numPages
  const { first, last } = portionOf(Math.min(place?.page ?? 1, pages), pages)
  const ready = width > 0
  useEffect(() => {
    if (ready && place !== undefined) return scrollToPage(frame.current, pdf.document, place)
    return undefined
  }, [ready, place, pdf])
  const bar = pages > portionSize && (
    <PortionBar first={first} last={last} pages={pages} onGo={(page) => goTo({ page, top: undefined })} />
  )
  return (
    <>
      {bar}
      <div ref={frame} className="pdf-pages" role="group" tabIndex={0} aria-label={t('paper.pages', { n: pages })}>
        {ready &&
          Array.from({ length: last - first + 1 }, (_, at) => (
            <PdfPage
              key={first + at}
              pdf={pdf}
              number={first + at}
              width={width}
              zoom={zoom}
              together={last - first + 1}
            />
          ))}
      </div>
      {bar}
    </>
  )
}
