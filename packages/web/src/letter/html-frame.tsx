import { type ReactNode, useRef, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useShownNames } from '../list/use-shown-names.ts'
import { Waiting } from '../ui/waiting.tsx'
import { ContentFailure } from './content-failure.tsx'
import type { ContentProps } from './document-paper.tsx'
import { PaperBar } from './paper-bar.tsx'
import { useContentUrl } from './use-content.ts'
import { useFrameReading } from './use-frame-reading.ts'
import { useZoom } from './use-zoom.ts'

/**
 * The sanitised letter under its own address and its own CSP, in a frame that runs no scripts. `allow-same-origin`
 * lets this page read the height, so that the letter has no scroll bar of its own.
 */
const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

export function HtmlFrame(props: ContentProps): ReactNode {
  const { t } = useTexts()
  const { content: url, failure } = useContentUrl(props)
  const { sender } = useShownNames(props.letter)
  const frame = useRef<HTMLIFrameElement>(null)
  const [state, setState] = useState<'loading' | 'shown' | 'broken'>('loading')
  const zoom = useZoom()
  const { height, wide } = useFrameReading(frame, state === 'shown', zoom.factor)
  if (failure !== undefined) return <ContentFailure content={props} failure={failure} />
  if (state === 'broken') return <ContentFailure content={props} failure="SERVER_ERROR" />
  const onLoad = (): void => {
    const content = frame.current?.contentDocument
    // a link that has expired leads to the server's own page, no network to one that cannot be read
    if (!content || content.contentType !== 'text/html' || content.documentElement.dataset['problem'] !== undefined) {
      setState('broken')
      return
    }
    setState('shown')
    props.onRead()
  }
  return (
    <>
      {state === 'shown' && <PaperBar zoom={zoom} />}
      {state === 'loading' && <Waiting text={t('paper.loading')} />}
      {wide && <p className="wide-hint">{t('paper.wideLetter')}</p>}
      {url !== undefined && (
        <iframe
          ref={frame}
          className="html-frame"
          title={t('paper.frame', { sender })}
          sandbox={sandbox}
          src={url}
          style={{ height }}
          onLoad={onLoad}
        />
      )}
    </>
  )
}
