import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useShownNames } from '../list/use-shown-names.ts'
import { Waiting } from '../ui/waiting.tsx'
import { ContentFailure } from './content-failure.tsx'
import type { ContentProps } from './document-paper.tsx'
import { useContentUrl } from './use-content.ts'

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
  const height = useContentHeight(frame, state === 'shown')
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
      {state === 'loading' && <Waiting text={t('paper.loading')} />}
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

/** Follows the letter's height, which changes with the width and when a picture has come. */
function useContentHeight(frame: { readonly current: HTMLIFrameElement | null }, shown: boolean): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const content = frame.current?.contentDocument
    if (!shown || !content) return
    const measure = (): void => setHeight(Math.ceil(content.documentElement.getBoundingClientRect().height) + 2)
    const observer = new ResizeObserver(measure)
    observer.observe(content.documentElement)
    measure()
    return () => observer.disconnect()
  }, [frame, shown])
  return height
}
