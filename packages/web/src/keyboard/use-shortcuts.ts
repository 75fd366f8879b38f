import { useEffect, useRef, useState } from 'react'
import { sendLetterCommand } from '../letter/letter-commands.ts'
import { lettersStore } from '../list/letters-store.ts'
import { preferences } from '../preferences/preferences.ts'
import { navigate } from '../router/navigation.ts'
import { inboxPath } from '../router/route.ts'

/** The keys of list and letter that are not the browser's own. */
export function useShortcuts(
  letterId: string | undefined,
  search: string,
): { helpOpen: boolean; closeHelp: () => void } {
  const [helpOpen, setHelpOpen] = useState(false)
  const lastKey = useRef('')
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      if (pressAlwaysOn(event, letterId, search)) {
        event.preventDefault()
        return
      }
      if (!preferences.get().shortcuts || !isPlain(event) || !isInPane(event)) return
      const sequence = lastKey.current === 'g' ? `g ${event.key}` : event.key
      lastKey.current = sequence.length > 1 ? '' : event.key
      if (sequence === '?') setHelpOpen(true)
      else if (!pressLetter(sequence, letterId, search)) return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [letterId, search])
  return { helpOpen, closeHelp: () => setHelpOpen(false) }
}

/** @returns true when the key did something */
function pressAlwaysOn(event: KeyboardEvent, letterId: string | undefined, search: string): boolean {
  if (event.key === 'p' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    return sendLetterCommand('print')
  }
  const inDialog = document.querySelector('dialog[open], [popover]:popover-open') !== null
  if (event.key !== 'Escape' || inDialog || letterId === undefined || isField(event.target)) return false
  navigate(inboxPath() + search)
  return true
}

function pressLetter(sequence: string, letterId: string | undefined, search: string): boolean {
  switch (sequence) {
    case 'j':
      return moveFocus(1)
    case 'k':
      return moveFocus(-1)
    case 'o':
      return openFocused()
    case '[':
      return openNeighbour(letterId, -1, search)
    case ']':
      return openNeighbour(letterId, 1, search)
    case 'g i':
      navigate(inboxPath())
      return true
    case 'u':
      return sendLetterCommand('mark-unread')
    case 'd':
      return sendLetterCommand('download')
    case '+':
      return sendLetterCommand('zoom-in')
    case '-':
      return sendLetterCommand('zoom-out')
    default:
      return false
  }
}

function moveFocus(step: number): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.row-link')]
  const at = links.findIndex((link) => link === document.activeElement)
  const from = at === -1 ? links.findIndex((link) => link.tabIndex === 0) - step : at
  links[Math.min(Math.max(from + step, 0), links.length - 1)]?.focus()
  return links.length > 0
}

function openFocused(): boolean {
  const row = document.activeElement?.closest<HTMLAnchorElement>('.row-link')
  row?.click()
  return row !== null && row !== undefined
}

function openNeighbour(letterId: string | undefined, step: number, search: string): boolean {
  const { rows } = lettersStore.get()
  const at = rows.findIndex(({ id }) => id === letterId)
  const neighbour = at === -1 ? undefined : rows[at + step]
  if (neighbour === undefined) return false
  navigate(inboxPath(neighbour.id) + search)
  return true
}

function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey
}

function isInPane(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element) || isField(event.target)) return false
  return event.target.closest('[data-pane="list"], [data-pane="reader"]') !== null
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
