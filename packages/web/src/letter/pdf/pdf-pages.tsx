import { type ReactNode, useRef } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { PdfPage } from './pdf-page.tsx'
import type { OpenedPdf } from './use-pdf.ts'
import { useWidth } from './use-width.ts'

/** Every page as a picture with its text over it, as wide as the paper or as one likes. */
export function PdfPages({ pdf, zoom }: { pdf: OpenedPdf; zoom: number }): ReactNode {
  const { t } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const pages = pdf.document.numPages
  return (
    <div ref={frame} className="pdf-pages" role="group" tabIndex={0} aria-label={t('paper.pages', { n: pages })}>
      {width > 0 &&
        Array.from({ length: pages }, (_, index) => (
          <PdfPage key={index} pdf={pdf} number={index + 1} pages={pages} width={Math.floor(width * zoom)} />
        ))}
    </div>
  )
}
