import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { listPane, listScroller } from './list-scroll.ts'
import { refreshLetters } from './load-letters.ts'

/** How far the finger has to go. */
const enough = 72

/** Asks for news when the list is pulled down at its top. Nothing moves: words say when to let go. */
export function PullToRefresh(): ReactNode {
  const { t } = useTexts()
  const [pulled, setPulled] = useState(false)
  useEffect(() => {
    const pane = listPane()
    if (pane === null) return
    let start: number | undefined
    let far = false
    const show = (now: boolean): void => {
      far = now
      setPulled(now)
    }
    const begin = ({ touches }: TouchEvent): void => {
      start = touches.length === 1 && (listScroller()?.scrollTop ?? 1) <= 0 ? touches[0]?.clientY : undefined
    }
    const pull = ({ touches }: TouchEvent): void => {
      const y = touches[0]?.clientY
      if (start === undefined || y === undefined) return
      const now = y - start > enough && (listScroller()?.scrollTop ?? 1) <= 0
      if (now !== far) show(now)
    }
    const end = (): void => {
      start = undefined
      if (!far) return
      show(false)
      void refreshLetters().then(() => announceStatus(t('list.refreshed')))
    }
    const passive = { passive: true }
    pane.addEventListener('touchstart', begin, passive)
    pane.addEventListener('touchmove', pull, passive)
    pane.addEventListener('touchend', end, passive)
    pane.addEventListener('touchcancel', end, passive)
    return () => {
      pane.removeEventListener('touchstart', begin)
      pane.removeEventListener('touchmove', pull)
      pane.removeEventListener('touchend', end)
      pane.removeEventListener('touchcancel', end)
    }
  }, [t])
  return pulled ? <p className="pull-note">{t('list.letGo')}</p> : null
}
