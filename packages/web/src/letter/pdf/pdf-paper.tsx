import { type ReactNode, useRef } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ContentFailure } from '../content-failure.tsx'
import type { ContentProps } from '../document-paper.tsx'
import { PaperBar } from '../paper-bar.tsx'
import { useContentBytes } from '../use-content.ts'
import { useRead } from '../use-read.ts'
import { useZoom } from '../use-zoom.ts'
import { PdfPage } from './pdf-page.tsx'
import { usePdf } from './use-pdf.ts'
import { useWidth } from './use-width.ts'

export { fetchEngine } from './pdf-engine.ts'

/** A PDF as its pages: a picture to look at and, over it, the text to select and to read aloud. */
export default function PdfPaper(props: ContentProps): ReactNode {
  const { t } = useTexts()
  const { content: bytes, failure } = useContentBytes(props)
  const { pdf, unreadable } = usePdf(bytes)
  const zoom = useZoom()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  useRead(bytes !== undefined, props.onRead)
  if (failure !== undefined) return <ContentFailure content={props} failure={failure} />
  if (unreadable) return <ContentFailure content={props} failure="UNREADABLE" />
  const pages = pdf?.document.numPages ?? 0
  return (
    <>
      {pdf !== undefined && <PaperBar pages={pages} zoom={zoom} />}
      <div ref={frame} className="pdf-pages" role="group" tabIndex={0} aria-label={t('paper.pages', { n: pages })}>
        {pdf === undefined ? (
          <Waiting text={t('paper.loading')} />
        ) : (
          width > 0 &&
          Array.from({ length: pages }, (_, index) => (
            <PdfPage key={index} pdf={pdf} number={index + 1} pages={pages} width={Math.floor(width * zoom.factor)} />
          ))
        )}
      </div>
    </>
  )
}
