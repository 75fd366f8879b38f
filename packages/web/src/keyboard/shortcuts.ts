import type { MessageKey } from '../language/catalogues.ts'

/** The keyboard map as it is told in Settings and in the help dialog. */
export const letterKeys: readonly { keys: string; does: MessageKey }[] = [
  { keys: 'j k', does: 'keys.move' },
  { keys: 'o', does: 'keys.open' },
  { keys: 'u', does: 'keys.unread' },
  { keys: '[ ]', does: 'keys.nextLetter' },
  { keys: '+ −', does: 'keys.zoom' },
  { keys: 'd', does: 'keys.download' },
  { keys: 'g i', does: 'keys.goInbox' },
  { keys: '?', does: 'keys.help' },
]

export const alwaysOnKeys: readonly { keys: string; does: MessageKey }[] = [
  { keys: '↑ ↓ Home End', does: 'keys.arrows' },
  { keys: 'Enter', does: 'keys.enter' },
  { keys: 'Esc', does: 'keys.escape' },
  { keys: 'F6', does: 'keys.panes' },
  { keys: 'Ctrl+P', does: 'keys.print' },
]
