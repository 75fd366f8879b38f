import { lazy, type ReactNode, useEffect, useState } from 'react'
import { withAccountWords } from '../../language/catalogues.ts'
import { useTexts } from '../../language/language-context.tsx'
import { useShownNames } from '../../list/use-shown-names.ts'
import { announceStatus } from '../../live/live-regions.ts'
import { focusLetter } from '../../shell/focus-letter.ts'
import { Alert, ToggleGroup } from '../../ui/components.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ContentFailure } from '../content-failure.tsx'
import type { ContentProps } from '../document-paper.tsx'
import { PaperBar } from '../paper-bar.tsx'
import { useContentBytes } from '../use-content.ts'
import { useDownload } from '../use-download.ts'
import { useRead } from '../use-read.ts'
import { useZoom } from '../use-zoom.ts'
import { PageField } from './page-field.tsx'
import { OtherWaysProvider } from './page-note.tsx'
import { PdfFiles } from './pdf-files.tsx'
import { PdfPages } from './pdf-pages.tsx'
import { GoToProvider, type WishedPlace } from './reading-place.ts'
import { TextView } from './text/text-view.tsx'
import { type OpenedPdf, usePdf } from './use-pdf.ts'
import { type Reading, useReadingChoice } from './use-reading-choice.ts'

export { fetchEngine } from './pdf-engine.ts'

/** Few PDFs are locked, and its field has the words of those for signing in. */
const PasswordForm = lazy(() => withAccountWords(import('./password-form.tsx')))

/** A PDF as its text or as its pages: the one to read on any screen, the other to see what the sender made. */
export default function PdfPaper(props: ContentProps): ReactNode {
  const { t } = useTexts()
  const { content: bytes, failure } = useContentBytes(props)
  const state = usePdf(bytes)
  const download = useDownload(props.letter, props.document)
  const { sender } = useShownNames(props.letter)
  useRead(bytes !== undefined, props.onRead)
  if (failure !== undefined) return <ContentFailure content={props} failure={failure} />
  switch (state.is) {
    case 'opening':
      return <Waiting text={t('paper.loading')} />
    case 'locked':
      return (
        <PasswordForm sender={sender} tries={state.tries} onUnlock={state.unlock} onDownload={() => void download()} />
      )
    case 'failed':
      return <ContentFailure content={props} failure={state.why} />
    case 'open':
      return <OpenPaper pdf={state.pdf} documentId={props.document.id} onDownload={() => void download()} />
  }
}

interface OpenPaperProps {
  pdf: OpenedPdf
  documentId: string
  onDownload: () => void
}

function OpenPaper({ pdf, documentId, onDownload }: OpenPaperProps): ReactNode {
  const { t } = useTexts()
  const [reading, choose] = useReadingChoice(documentId, pdf.tagged)
  const [place, setPlace] = useState<WishedPlace>()
  const zoom = useZoom()
  // the field of the password had the focus, and is gone
  useEffect(() => {
    if (pdf.unlocked) focusLetter()
  }, [pdf.unlocked])
  if (reading === undefined) return <Waiting text={t('paper.loading')} />
  const change = (next: Reading): void => {
    choose(next)
    announceStatus(t(next === 'text' ? 'paper.textShown' : 'paper.pagesShown'))
  }
  const pages = pdf.document.numPages
  const form = pdf.kind?.form
  return (
    <GoToProvider value={(next) => setPlace((before) => ({ ...next, wish: (before?.wish ?? 0) + 1 }))}>
      <OtherWaysProvider value={{ download: onDownload, showText: () => change('text') }}>
        <PaperBar pages={pages} zoom={zoom}>
          <ReadingChoice reading={reading} plain={pdf.tagged === false} onChange={change} />
        </PaperBar>
        {form !== undefined && (
          <Alert data-color={form === 'xfa' ? 'warning' : 'info'} data-size="sm">
            {t(form === 'xfa' ? 'pdf.xfa' : 'pdf.form')}
          </Alert>
        )}
        <PdfFiles pdf={pdf} />
        <PageField pages={pages} />
        {reading === 'text' ? (
          <TextView pdf={pdf} zoom={zoom.factor} place={place} />
        ) : (
          <PdfPages pdf={pdf} zoom={zoom.factor} place={place} />
        )}
      </OtherWaysProvider>
    </GoToProvider>
  )
}

interface ReadingChoiceProps {
  reading: Reading
  /** The PDF has no tags: its text can be had, but in no sure order. */
  plain: boolean
  onChange: (reading: Reading) => void
}

function ReadingChoice({ reading, plain, onChange }: ReadingChoiceProps): ReactNode {
  const { t } = useTexts()
  return (
    <ToggleGroup
      className="paper-choice"
      data-size="sm"
      data-toggle-group={t('paper.choice')}
      value={reading}
      onChange={(value) => onChange(value === 'text' ? 'text' : 'pages')}
    >
      <ToggleGroup.Item value="text">{t(plain ? 'paper.plainText' : 'paper.text')}</ToggleGroup.Item>
      <ToggleGroup.Item value="pages">{t('paper.pdf')}</ToggleGroup.Item>
    </ToggleGroup>
  )
}
