import { ArrowRightIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import { type TextNode, wordsOf } from './text-node.ts'

interface WideTableProps {
  lang: string | undefined
  caption: TextNode | string | undefined
  children: ReactNode
}

/** A table that is wider than the screen scrolls by itself, says so, and can be scrolled by keyboard. */
export function WideTable({ lang, caption, children }: WideTableProps): ReactNode {
  const { t, language } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const hint = useId()
  const { wide, goesOn, look } = useOverflow(frame)
  const name = caption === undefined ? '' : wordsOf([caption]).trim()
  const scroller = { role: 'region', tabIndex: 0, 'aria-label': name || t('paper.table'), 'aria-describedby': hint }
  return (
    <div className="wide-table" data-goes-on={goesOn || undefined}>
      {wide && (
        <p id={hint} className="wide-table-hint" lang={language}>
          {t('paper.wideTable')}
          <ArrowRightIcon aria-hidden="true" />
        </p>
      )}
      <div ref={frame} className="wide-table-frame" onScroll={look} {...(wide && scroller)}>
        <table lang={lang}>{children}</table>
      </div>
    </div>
  )
}

interface Overflow {
  wide: boolean
  /** There is more beyond the edge. */
  goesOn: boolean
}

function useOverflow(frame: { readonly current: HTMLElement | null }): Overflow & { look: () => void } {
  const [overflow, setOverflow] = useState<Overflow>({ wide: false, goesOn: false })
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => setOverflow(overflowOf(element)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return { ...overflow, look: () => frame.current !== null && setOverflow(overflowOf(frame.current)) }
}

function overflowOf({ scrollWidth, clientWidth, scrollLeft }: HTMLElement): Overflow {
  return { wide: scrollWidth > clientWidth + 1, goesOn: scrollWidth - clientWidth - Math.abs(scrollLeft) > 1 }
}
