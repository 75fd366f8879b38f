import { type ReactNode, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useOverflow } from './use-overflow.ts'

/** Text laid out in columns: every sign as wide as the next, no line broken, and scrolled by itself where it is wider. */
export function TextColumns({ text }: { text: string }): ReactNode {
  const { t } = useTexts()
  const frame = useRef<HTMLPreElement>(null)
  const { wide, goesOn, look } = useOverflow(frame)
  const scroller = { role: 'region', tabIndex: 0, 'aria-label': t('paper.table') }
  return (
    <pre
      ref={frame}
      className="text-columns"
      data-goes-on={goesOn || undefined}
      onScroll={look}
      {...(wide && scroller)}
    >
      <span>{text}</span>
    </pre>
  )
}
