import { ArrowRightIcon } from '@navikt/aksel-icons'
import { type ReactNode, useId, useRef } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import { useOverflow } from '../../use-overflow.ts'
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
