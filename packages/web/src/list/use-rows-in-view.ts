import type { LetterRow } from '@brevdue/server/mailbox-contract'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { listScroller, rem } from './list-scroll.ts'
import { hasFacts } from './row-facts.tsx'
import { indexAt, topsOf } from './row-tops.ts'
import { useRowHeights } from './use-row-heights.ts'

/** Beyond this, rows that are not in view are not in the page either (decision 0017). */
const plainLimit = 300
/** In rem: two lines, or three. A row that has grown with the text is measured when it is drawn. */
const plainHeight = 4.5
const factsHeight = 6
/** Drawn above and below what is in view, in its own heights. */
const around = 0.5

export interface RowsInView {
  /** Of all rows together. */
  height: number
  /** In the order of the list: those in view and around it, and the one with the focus. */
  drawn: { index: number; top: number; height: number }[]
  measure: (row: HTMLLIElement) => () => void
}

/**
 * Which rows of a long list are drawn, and where.
 *
 * @param stop the row that must not be taken away from under the focus
 * @returns undefined where all rows are drawn
 */
export function useRowsInView(
  list: RefObject<HTMLUListElement | null>,
  rows: readonly LetterRow[],
  stop: string | undefined,
): RowsInView | undefined {
  const active = rows.length > plainLimit
  const { heights, measure } = useRowHeights()
  const tops = useMemo(() => {
    const unit = rem()
    const heightOf = (row: LetterRow): number =>
      heights.get(row.id) ?? (hasFacts(row) ? factsHeight : plainHeight) * unit
    return active ? topsOf(rows, heightOf) : [0]
  }, [active, rows, heights])
  const range = useRange(list, tops, active)
  if (!active) return undefined
  const pinned = rows.findIndex(({ id }) => id === stop)
  const indexes = Array.from({ length: range.last - range.first + 1 }, (_, at) => range.first + at)
  if (pinned !== -1 && !indexes.includes(pinned)) indexes.push(pinned)
  const drawn = indexes
    .filter((index) => index < rows.length)
    .sort((one, other) => one - other)
    .map((index) => ({ index, top: tops[index] ?? 0, height: (tops[index + 1] ?? 0) - (tops[index] ?? 0) }))
  return { height: tops.at(-1) ?? 0, drawn, measure }
}

interface Range {
  first: number
  last: number
}

function useRange(list: RefObject<HTMLUListElement | null>, tops: readonly number[], active: boolean): Range {
  const [range, setRange] = useState<Range>({ first: 0, last: 20 })
  useEffect(() => {
    if (!active) return
    const look = (): void => {
      const view = list.current && viewOf(list.current)
      if (!view) return
      const first = indexAt(tops, view.from - around * view.height)
      const last = indexAt(tops, view.from + (1 + around) * view.height)
      setRange((before) => (before.first === first && before.last === last ? before : { first, last }))
    }
    look()
    // scrolling does not bubble, but it can be caught on its way down
    document.addEventListener('scroll', look, { capture: true, passive: true })
    window.addEventListener('resize', look)
    return () => {
      document.removeEventListener('scroll', look, { capture: true })
      window.removeEventListener('resize', look)
    }
  }, [list, tops, active])
  return range
}

/** The stretch of the list that is in view, measured from its top. */
function viewOf(list: HTMLElement): { from: number; height: number } | undefined {
  const scroller = listScroller()
  if (scroller === undefined) return undefined
  const edge = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top
  return { from: edge - list.getBoundingClientRect().top, height: scroller.clientHeight }
}
