import type { ReactNode } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { announceStatus } from '../../live/live-regions.ts'
import { ToggleGroup } from '../../ui/components.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ContentFailure } from '../content-failure.tsx'
import type { ContentProps } from '../document-paper.tsx'
import { PaperBar } from '../paper-bar.tsx'
import { useContentBytes } from '../use-content.ts'
import { useRead } from '../use-read.ts'
import { useZoom } from '../use-zoom.ts'
import { PdfPages } from './pdf-pages.tsx'
import { TextView } from './text/text-view.tsx'
import { usePdf } from './use-pdf.ts'
import { type Reading, useReadingChoice } from './use-reading-choice.ts'

export { fetchEngine } from './pdf-engine.ts'

/** A PDF as its text or as its pages: the one to read on any screen, the other to see what the sender made. */
export default function PdfPaper(props: ContentProps): ReactNode {
  const { t } = useTexts()
  const { content: bytes, failure } = useContentBytes(props)
  const { pdf, unreadable } = usePdf(bytes)
  const [reading, choose] = useReadingChoice(pdf?.tagged)
  const zoom = useZoom()
  useRead(bytes !== undefined, props.onRead)
  if (failure !== undefined) return <ContentFailure content={props} failure={failure} />
  if (unreadable) return <ContentFailure content={props} failure="UNREADABLE" />
  if (pdf === undefined || reading === undefined) return <Waiting text={t('paper.loading')} />
  const change = (next: Reading): void => {
    choose(next)
    announceStatus(t(next === 'text' ? 'paper.textShown' : 'paper.pagesShown'))
  }
  return (
    <>
      <PaperBar pages={pdf.document.numPages} zoom={zoom}>
        <ReadingChoice reading={reading} plain={pdf.tagged === false} onChange={change} />
      </PaperBar>
      {reading === 'text' ? <TextView pdf={pdf} zoom={zoom.factor} /> : <PdfPages pdf={pdf} zoom={zoom.factor} />}
    </>
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
