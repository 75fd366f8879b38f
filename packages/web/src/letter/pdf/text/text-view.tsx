import '../../../styles/text-view.css'
import { InformationSquareIcon } from '@navikt/aksel-icons'
import { type ReactNode, useRef } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import { Alert, Button } from '../../../ui/components.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import type { WishedPlace } from '../reading-place.ts'
import type { OpenedPdf } from '../use-pdf.ts'
import { TextPage } from './text-page.tsx'
import { usePlaceInText } from './use-place-in-text.ts'
import { useTextPages } from './use-text-pages.ts'

interface TextViewProps {
  pdf: OpenedPdf
  zoom: number
  place: WishedPlace | undefined
}

/** The PDF's own text, set anew for the screen at hand. The words are the PDF's; only their setting is ours. */
export function TextView({ pdf, zoom, place }: TextViewProps): ReactNode {
  const { t } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const { first, pages, state, more, startAt } = useTextPages(pdf.document, place)
  usePlaceInText(frame, place, pages)
  const all = pdf.document.numPages
  const next = first + pages.length
  const wordless = state === 'done' && first === 1 && pages.every(({ form }) => form === 'empty')
  return (
    <div className="text-view" ref={frame}>
      <p className="text-origin">
        <InformationSquareIcon aria-hidden="true" />
        <span>{t('M34')}</span>
      </p>
      {pdf.tagged === false && !wordless && <Alert data-color="warning">{t('paper.plainWarning')}</Alert>}
      {first > 1 && (
        <div className="text-more">
          <p>{t('paper.textFrom', { page: first, pages: all })}</p>
          <Button variant="secondary" onClick={() => startAt(1)}>
            {t('paper.textFromStart')}
          </Button>
        </div>
      )}
      {wordless ? (
        <Alert data-color="info">{t('paper.noText')}</Alert>
      ) : (
        <div className="text-pages" lang={pdf.language ?? ''} style={{ fontSize: `${zoom}em` }}>
          {pages.map((page) => (
            <TextPage key={page.number} page={page} pages={all} tagged={pdf.tagged !== false} document={pdf.document} />
          ))}
        </div>
      )}
      {state === 'reading' && <Waiting text={t('paper.makingText', { page: next, pages: all })} />}
      {state === 'failed' && <Alert data-color="warning">{t('paper.textFailed', { page: next })}</Alert>}
      {state === 'paused' && (
        <div className="text-more">
          <p>{t('paper.portion', { first, last: next - 1, pages: all })}</p>
          <Button variant="secondary" onClick={more}>
            {t('paper.morePages')}
          </Button>
        </div>
      )}
    </div>
  )
}
