import '../../../styles/text-view.css'
import { InformationSquareIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import { Alert, Button } from '../../../ui/components.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import type { OpenedPdf } from '../use-pdf.ts'
import { TextPage } from './text-page.tsx'
import { useTextPages } from './use-text-pages.ts'

/** The PDF's own text, set anew for the screen at hand. The words are the PDF's; only their setting is ours. */
export function TextView({ pdf, zoom }: { pdf: OpenedPdf; zoom: number }): ReactNode {
  const { t } = useTexts()
  const { pages, state, more } = useTextPages(pdf.document)
  const all = pdf.document.numPages
  const wordless = state === 'done' && pages.every(({ form }) => form === 'empty')
  return (
    <div className="text-view">
      <p className="text-origin">
        <InformationSquareIcon aria-hidden="true" />
        <span>{t('M34')}</span>
      </p>
      {pdf.tagged === false && !wordless && <Alert data-color="warning">{t('paper.plainWarning')}</Alert>}
      {wordless ? (
        <Alert data-color="info">{t('paper.noText')}</Alert>
      ) : (
        <div className="text-pages" lang={pdf.language ?? ''} style={{ fontSize: `${zoom}em` }}>
          {pages.map((page) => (
            <TextPage key={page.number} page={page} pages={all} tagged={pdf.tagged !== false} document={pdf.document} />
          ))}
        </div>
      )}
      {state === 'reading' && <Waiting text={t('paper.makingText', { page: pages.length + 1, pages: all })} />}
      {state === 'failed' && <Alert data-color="warning">{t('paper.textFailed', { page: pages.length + 1 })}</Alert>}
      {state === 'paused' && (
        <div className="text-more">
          <p>{t('paper.shownPages', { page: pages.length, pages: all })}</p>
          <Button variant="secondary" onClick={more}>
            {t('paper.morePages')}
          </Button>
        </div>
      )}
    </div>
  )
}
