import { focusedLetter } from '../list/row-focus.ts'
import { selectedNow } from '../list/selection.ts'

/** What a key acts on: in the reader the letter that is open, in the list what is selected, else the row with the focus. */
export function chosenLetters(openId: string | undefined): string[] {
  if (isReaderFocused()) return openId === undefined ? [] : [openId]
  const { ids } = selectedNow()
  if (ids.length > 0) return ids
  const letterId = focusedLetter()
  return letterId === undefined ? [] : [letterId]
}

export function isReaderFocused(): boolean {
  return document.activeElement?.closest('[data-pane="reader"]') instanceof Element
}
