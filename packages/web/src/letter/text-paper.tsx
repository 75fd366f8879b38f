import { type ReactNode, useMemo } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { ContentFailure } from './content-failure.tsx'
import type { ContentProps } from './document-paper.tsx'
import { DownloadCard } from './download-card.tsx'
import { withLineBreaks } from './line-breaks.ts'
import { textBlocks } from './text-blocks.ts'
import { TextColumns } from './text-columns.tsx'
import { useContentBytes } from './use-content.ts'
import { useRead } from './use-read.ts'

/** More than this is for an editor, not for a reading pane. */
const longestText = 1_000_000

export function TextPaper(props: ContentProps): ReactNode {
  if (props.document.size > longestText) return <DownloadCard letter={props.letter} document={props.document} />
  return <ShortText {...props} />
}

function ShortText(props: ContentProps): ReactNode {
  const { t } = useTexts()
  const { content, failure } = useContentBytes(props)
  const text = useMemo(() => content && withLineBreaks(new TextDecoder().decode(content)), [content])
  useRead(text !== undefined, props.onRead)
  if (failure !== undefined) return <ContentFailure content={props} failure={failure} />
  if (text === undefined) return <Waiting text={t('paper.loading')} />
  if (props.document.fileType === 'xml') {
    return (
      <div className="text-paper text-paper-code" dir="auto">
        {text}
      </div>
    )
  }
  return (
    <div className="text-paper" dir="auto">
      {textBlocks(text).map((block, index) =>
        block.columns ? <TextColumns key={index} text={block.text} /> : <span key={index}>{block.text}</span>,
      )}
    </div>
  )
}
