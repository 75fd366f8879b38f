import type { LetterRow as Row } from '@brevdue/server/mailbox-contract'
import { type KeyboardEvent, memo, type ReactNode, useRef, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { LetterRow } from './letter-row.tsx'

interface LetterListProps {
  rows: readonly Row[]
  selectedId: string | undefined
  /** Where the roving tab stop is when nothing is selected: the row one came from. */
  lastId: string | undefined
  busy: boolean
}

const pageOfRows = 8

/** One tab stop; the arrow keys move in it, and moving never opens anything. */
export const LetterList = memo(function LetterList({ rows, selectedId, lastId, busy }: LetterListProps): ReactNode {
  const { t } = useTexts()
  const list = useRef<HTMLUListElement>(null)
  const [visited, setVisited] = useState<string>()
  const stop = [visited, selectedId, lastId].find((id) => rows.some((row) => row.id === id)) ?? rows[0]?.id

  const move = (event: KeyboardEvent): void => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('.row-link') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at === -1 ? undefined : targetOf(event, at, links.length)
    if (next === undefined) return
    event.preventDefault()
    links[next]?.focus()
  }
  return (
    <ul
      ref={list}
      className="rows"
      aria-label={t('list.label')}
      aria-busy={busy}
      onKeyDown={move}
      onFocus={(event) => setVisited(event.target.dataset['letter'])}
    >
      {rows.map((row) => (
        <LetterRow key={row.id} row={row} selected={row.id === selectedId} tabStop={row.id === stop} />
      ))}
    </ul>
  )
})

function targetOf(event: KeyboardEvent, at: number, count: number): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageOfRows,
    PageUp: at - pageOfRows,
    Home: 0,
    End: count - 1,
  }
  const target = steps[event.key]
  return target === undefined ? undefined : Math.min(Math.max(target, 0), count - 1)
}
