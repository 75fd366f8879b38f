import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useShownNames } from '../list/use-shown-names.ts'
import { Waiting } from '../ui/waiting.tsx'
import { ContentFailure } from './content-failure.tsx'
import type { ContentProps } from './document-paper.tsx'
import { DownloadCard } from './download-card.tsx'
import { PaperBar } from './paper-bar.tsx'
import { useContentUrl } from './use-content.ts'
import { useZoom } from './use-zoom.ts'

/** A larger picture may take the browser down before it is scaled. */
const mostPixels = 50_000_000

export function ImagePaper(props: ContentProps): ReactNode {
  const { t } = useTexts()
  const { content: url, failure } = useContentUrl(props)
  const [state, setState] = useState<'loading' | 'shown' | 'broken' | 'huge'>('loading')
  const zoom = useZoom()
  const { sender, subject } = useShownNames(props.letter)
  if (failure !== undefined) return <ContentFailure content={props} failure={failure} />
  if (state === 'broken') return <ContentFailure content={props} failure="UNREADABLE" />
  if (state === 'huge') return <DownloadCard letter={props.letter} document={props.document} />
  const onLoad = (image: HTMLImageElement): void => {
    setState(image.naturalWidth * image.naturalHeight > mostPixels ? 'huge' : 'shown')
    props.onRead()
  }
  return (
    <>
      {state === 'shown' && <PaperBar zoom={zoom} />}
      {state === 'loading' && <Waiting text={t('paper.loading')} />}
      {url !== undefined && (
        <div className="image-paper">
          <img
            src={url}
            alt={t('paper.image', { sender, subject: props.document.subject ?? subject })}
            // at first as large as it is, but no wider than the paper
            style={zoom.factor === 1 ? { maxWidth: '100%' } : { width: `${zoom.factor * 100}%` }}
            onLoad={(event) => onLoad(event.currentTarget)}
            onError={() => setState('broken')}
          />
        </div>
      )}
    </>
  )
}
