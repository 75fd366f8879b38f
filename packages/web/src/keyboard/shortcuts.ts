import type { MessageKey } from '../language/catalogues.ts'

/** The keyboard map as it is told in Settings and in the help dialog. `/` comes with the search. */
export const letterKeys: readonly { keys: string; does: MessageKey }[] = [
  { keys: 'j k', does: 'keys.move' },
  { keys: 'o', does: 'keys.open' },
  { keys: 'e', does: 'keys.archive' },
  { keys: 'u', does: 'keys.unread' },
  { keys: 'x', does: 'keys.select' },
  { keys: '[ ]', does: 'keys.nextLetter' },
  { keys: 't', does: 'keys.textView' },
  { keys: '+ −', does: 'keys.zoom' },
  { keys: 'd', does: 'keys.download' },
  { keys: 'g|i', does: 'keys.goInbox' },
  { keys: 'g|a', does: 'keys.goArchive' },
  { keys: 'g|b', does: 'keys.goBin' },
  { keys: '?', does: 'keys.help' },
]

export const alwaysOnKeys: readonly { keys: string; does: MessageKey }[] = [
  { keys: '↑ ↓ Home End PgUp PgDn', does: 'keys.arrows' },
  { keys: 'Enter', does: 'keys.enter' },
  { keys: 'keys.space', does: 'keys.select' },
  { keys: 'Shift+↑ Shift+↓', does: 'keys.range' },
  { keys: 'Delete', does: 'keys.bin' },
  { keys: 'Ctrl+Z', does: 'keys.undo' },
  { keys: 'Esc', does: 'keys.escape' },
  { keys: 'F6 Shift+F6', does: 'keys.panes' },
  { keys: 'Ctrl+P', does: 'keys.print' },
]
