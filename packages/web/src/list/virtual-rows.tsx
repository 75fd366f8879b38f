import { defaultRangeExtractor, type Range, useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useLayoutEffect, useState } from 'react'
import { LetterRow } from './letter-row.tsx'
import { listPane, marginAbove, rem, useWide } from './list-scroll.ts'
import { hasFacts } from './row-facts.tsx'
import type { VirtualRowsProps } from './use-virtual-rows.ts'

/** Rows drawn above and below those in view. */
const overscan = 8

/** Only the rows in view, some around them, and the one with the focus. The window scrolls on a phone, else the pane. */
export function VirtualRows(props: VirtualRowsProps): ReactNode {
  return useWide() ? <RowsInPane {...props} /> : <RowsInWindow {...props} />
}

function RowsInPane(props: VirtualRowsProps): ReactNode {
  const options = useRowOptions(props)
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({ ...options, getScrollElement: listPane })
  return <Rows {...props} {...virtualRows(virtualizer)} measure={virtualizer.measureElement} />
}

function RowsInWindow(props: VirtualRowsProps): ReactNode {
  const virtualizer = useWindowVirtualizer<HTMLLIElement>(useRowOptions(props))
  return <Rows {...props} {...virtualRows(virtualizer)} measure={virtualizer.measureElement} />
}

/** Heights are told by the data; a row that has grown with the text is measured when it is drawn. */
function useRowOptions({ rows, list, stop }: VirtualRowsProps) {
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => setScrollMargin(Math.round(marginAbove(list.current))))
  const pinned = rows.findIndex(({ id }) => id === stop)
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inView = defaultRangeExtractor(range)
      if (pinned === -1 || inView.includes(pinned)) return inView
      return [...inView, pinned].sort((one, other) => one - other)
    },
    [pinned],
  )
  const getItemKey = useCallback((at: number) => rows[at]?.id ?? at, [rows])
  const estimateSize = useCallback(
    (at: number) => {
      const row = rows[at]
      return (row !== undefined && hasFacts(row) ? 6 : 4.5) * rem()
    },
    [rows],
  )
  return { count: rows.length, scrollMargin, rangeExtractor, getItemKey, estimateSize, overscan }
}

interface Drawn {
  height: number
  drawn: { index: number; top: number }[]
}

function virtualRows(virtualizer: {
  getTotalSize: () => number
  getVirtualItems: () => { index: number; start: number }[]
  options: { scrollMargin: number }
}): Drawn {
  const { scrollMargin } = virtualizer.options
  return {
    height: virtualizer.getTotalSize(),
    drawn: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start - scrollMargin })),
  }
}

interface RowsProps extends VirtualRowsProps, Drawn {
  measure: (row: HTMLLIElement | null) => void
}

function Rows({ rows, list, propsOf, complete, height, drawn, measure }: RowsProps): ReactNode {
  useLayoutEffect(() => {
    const { current } = list
    if (current === null) return
    current.dataset['virtual'] = 'true'
    current.style.height = `${height}px`
    return () => {
      delete current.dataset['virtual']
      current.style.height = ''
    }
  }, [list, height])
  const setSize = complete ? rows.length : -1
  return drawn.map(({ index, top }) => {
    const row = rows[index]
    if (row === undefined) return null
    return (
      <LetterRow key={row.id} {...propsOf(row)} position={index + 1} setSize={setSize} top={top} measure={measure} />
    )
  })
}
