import { useEffect, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { preferences, type TextSize } from '../preferences/preferences.ts'
import { useStore } from '../state/store.ts'
import { leave } from './external-link.tsx'
import { leadingLinks } from './letter-links.ts'

/** How much larger a letter is set for those who have asked for larger text. */
const larger: Record<TextSize, number> = { sm: 1, md: 1.125, lg: 1.25 }

/** Browsers place nothing below some 17 million pixels; a letter that is higher scrolls in its frame. */
const tallest = 10_000_000

export interface FrameReading {
  height: number
  /** The letter is wider than the screen, and goes on to the side. */
  wide: boolean
}

/**
 * What this page may do for a letter in a frame that runs no scripts: give it the size of text that was asked for,
 * follow its height, and stand at its links. None of it touches a word of the letter.
 */
export function useFrameReading(
  frame: { readonly current: HTMLIFrameElement | null },
  shown: boolean,
  zoom: number,
): FrameReading {
  const { t } = useTexts()
  const { textSize } = useStore(preferences)
  const [reading, setReading] = useState<FrameReading>({ height: 0, wide: false })
  useEffect(() => {
    const content = frame.current?.contentDocument
    if (!shown || !content) return
    // set on the body, so that the root's height is still told in this page's pixels
    content.body.style.zoom = String(zoom * larger[textSize])
    const root = content.documentElement
    const measure = (): void => {
      const height = Math.min(Math.ceil(root.getBoundingClientRect().height), tallest)
      const wide = root.scrollWidth > root.clientWidth + 1
      // a scroll bar to the side must not cover the last line
      setReading({ height: height + (wide ? 18 : 2), wide })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(root)
    observer.observe(content.body)
    measure()
    return () => observer.disconnect()
  }, [frame, shown, zoom, textSize])
  useEffect(() => {
    const content = frame.current?.contentDocument
    if (!shown || !content) return
    const stop = new AbortController()
    for (const { link, target } of leadingLinks(content)) {
      link.title = t('paper.link', { domain: target.hostname })
      // where a browser keeps listeners out of such frames, the link opens in its tab and the title has said where
      link.addEventListener('click', (event) => leave(event, target.href), { signal: stop.signal })
    }
    return () => stop.abort()
  }, [frame, shown, t])
  return reading
}
