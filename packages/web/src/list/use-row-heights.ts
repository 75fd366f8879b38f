import { useEffect, useMemo, useState } from 'react'
import { listScroller } from './list-scroll.ts'

/** The real heights of rows that were drawn once. What grows above the view moves the view along. */
export function useRowHeights(): {
  heights: ReadonlyMap<string, number>
  measure: (row: HTMLLIElement) => () => void
} {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const observer = useMemo(() => {
    const known = new Map<string, number>()
    return new ResizeObserver((entries) => {
      const grown = noteHeights(known, entries)
      if (grown === undefined) return
      setHeights(new Map(known))
      if (grown !== 0) listScroller()?.scrollBy(0, grown)
    })
  }, [])
  useEffect(() => () => observer.disconnect(), [observer])
  const measure = useMemo(
    () => (row: HTMLLIElement) => {
      observer.observe(row, { box: 'border-box' })
      return () => observer.unobserve(row)
    },
    [observer],
  )
  return { heights, measure }
}

/** @returns by how much rows above the view have grown; undefined when none has another height than was thought */
function noteHeights(known: Map<string, number>, entries: readonly ResizeObserverEntry[]): number | undefined {
  const edge = document.querySelector('.list-top')?.getBoundingClientRect().bottom ?? 0
  let grown: number | undefined
  for (const { target, borderBoxSize } of entries) {
    const letterId = (target as HTMLElement).dataset['row']
    const height = borderBoxSize[0]?.blockSize ?? 0
    // a list behind a letter has no height to tell
    if (letterId === undefined || height === 0) continue
    const before = known.get(letterId) ?? Number((target as HTMLElement).dataset['thought'])
    if (Math.abs(height - before) < 0.5) continue
    known.set(letterId, height)
    const above = target.getBoundingClientRect().bottom < edge
    grown = (grown ?? 0) + (above ? height - before : 0)
  }
  return grown
}
