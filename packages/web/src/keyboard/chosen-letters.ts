import { focusedLetter } from '../list/row-focus.ts'
import { selectedNow } from '../list/selection.ts'

/** What a key acts on: the selected letters, else the row with the focus, else the letter that is open. */
export function chosenLetters(openId: string | undefined): string[] {
  const { ids } = selectedNow()
  if (ids.length > 0) return ids
  const letterId = focusedLetter() ?? (isReaderFocused() ? openId : undefined)
  return letterId === undefined ? [] : [letterId]
}

function isReaderFocused(): boolean {
  return document.activeElement?.closest('[data-pane="reader"]') instanceof Element
}
