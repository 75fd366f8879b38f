import type { PlaceId, LetterRow as Row } from '@brevdue/server/mailbox-contract'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { lettersPath, searchOf } from '../router/route.ts'
import { useStore } from '../state/store.ts'
import { LetterRow, type LetterRowProps } from './letter-row.tsx'
import { lettersStore } from './letters-store.ts'
import { answerFocus, focusedLetter, focusRow, isAnswered, rowFocus } from './row-focus.ts'
import { selection, toggleSelected } from './selection.ts'
import { useRowsInView } from './use-rows-in-view.ts'

interface LetterListProps {
  rows: readonly Row[]
  place: PlaceId
  unreadOnly: boolean
  selectedId: string | undefined
  /** Where the roving tab stop is when nothing is selected: the row one came from. */
  lastId: string | undefined
  busy: boolean
  /** The end of the list is loaded, so that its length is known. */
  complete: boolean
}

const pageOfRows = 8

/** One tab stop; the arrow keys move in it, and moving never opens anything. */
export const LetterList = memo(function LetterList(props: LetterListProps): ReactNode {
  const { rows, place, unreadOnly, selectedId, lastId, complete } = props
  const { t } = useTexts()
  const list = useRef<HTMLUListElement>(null)
  const [visited, setVisited] = useState<string>()
  const { on, ids } = useStore(selection)
  const stop = [visited, selectedId, lastId].find((id) => rows.some((row) => row.id === id)) ?? rows[0]?.id
  useRequestedFocus(list, rows, setVisited)
  const view = useRowsInView(list, rows, stop)
  useKeptFocus(rows, view !== undefined)
  const search = searchOf(unreadOnly)
  const propsOf = (row: Row): LetterRowProps => ({
    row,
    href: lettersPath(place, row.id) + search,
    selected: row.id === selectedId,
    tabStop: row.id === stop,
    checked: on ? ids.has(row.id) : undefined,
  })
  return (
    <ul
      ref={list}
      className="rows"
      data-selecting={on}
      data-virtual={view !== undefined}
      style={view && { height: view.height }}
      aria-label={t('list.label')}
      aria-busy={props.busy}
      onKeyDown={(event) => pressInList(event, rows)}
      onFocus={() => setVisited(focusedLetter())}
    >
      {view === undefined
        ? rows.map((row) => <LetterRow key={row.id} {...propsOf(row)} />)
        : view.drawn.map(({ index, top, height }) => {
            const row = rows[index]
            if (row === undefined) return null
            const drawn = { position: index + 1, setSize: complete ? rows.length : -1, top, thought: height }
            return <LetterRow key={row.id} {...propsOf(row)} {...drawn} measure={view.measure} />
          })}
    </ul>
  )
})

/**
 * Goes to the row that was asked for, as soon as it is drawn: as the tab stop it always is, even in a long list. It may
 * have been asked for before there were any rows.
 */
function useRequestedFocus(
  list: { current: HTMLUListElement | null },
  rows: readonly Row[],
  visit: (letterId: string) => void,
): void {
  const { letterId, request } = useStore(rowFocus)
  const known = letterId !== undefined && rows.some(({ id }) => id === letterId)
  // before anything else can happen: the next key must find the focus where this one has led
  useLayoutEffect(() => {
    if (isAnswered(request) || letterId === undefined || !known) return
    visit(letterId)
    const link = list.current?.querySelector<HTMLElement>(`[data-letter="${CSS.escape(letterId)}"]`)
    if (!link) return
    answerFocus(request)
    link.focus()
  })
}

/**
 * What has the focus can go: the rows are made anew when a list becomes long, and a letter that is gone from the mailbox
 * goes from the list. The row gets the focus back, or the one that stands in its place now.
 */
function useKeptFocus(rows: readonly Row[], virtual: boolean): void {
  const focused = useRef<{ letterId: string; at: number }>(undefined)
  useEffect(() => {
    const note = (): void => {
      const letterId = focusedLetter()
      focused.current = letterId === undefined ? undefined : { letterId, at: positionOf(letterId) }
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  useLayoutEffect(() => {
    if (document.activeElement !== document.body || focused.current === undefined) return
    const { letterId, at } = focused.current
    const stays = rows.some(({ id }) => id === letterId)
    focusRow(stays ? letterId : rows[Math.min(at, rows.length - 1)]?.id)
  }, [rows, virtual])
}

function positionOf(letterId: string): number {
  return lettersStore.get().rows.findIndex(({ id }) => id === letterId)
}

function pressInList(event: KeyboardEvent, rows: readonly Row[]): void {
  const letterId = focusedLetter()
  if (letterId === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key === ' ') {
    // a checkbox is clicked by it
    if (event.target instanceof HTMLInputElement) return
    event.preventDefault()
    toggleSelected(letterId, event.shiftKey)
    return
  }
  const at = rows.findIndex(({ id }) => id === letterId)
  const target = targetOf(event.key, at, rows.length)
  const next = target === undefined ? undefined : rows[target]
  if (next === undefined) return
  event.preventDefault()
  if (event.shiftKey) {
    if (!selection.get().ids.has(letterId)) toggleSelected(letterId)
    toggleSelected(next.id, true)
  }
  focusRow(next.id)
}

function targetOf(key: string, at: number, count: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageOfRows,
    PageUp: at - pageOfRows,
    Home: 0,
    End: count - 1,
  }
  const target = steps[key]
  return target === undefined ? undefined : Math.min(Math.max(target, 0), count - 1)
}
