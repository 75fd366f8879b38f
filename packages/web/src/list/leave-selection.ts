import { focusedLetter, focusRow } from './row-focus.ts'
import { endSelection, selection } from './selection.ts'

/** The checkboxes go, and with them what may have the focus: it goes to the row one was last at. */
export function leaveSelection(): void {
  const { anchor } = selection.get()
  const at =
    focusedLetter() ?? anchor ?? document.querySelector<HTMLElement>('.row-link[tabindex="0"]')?.dataset['letter']
  endSelection()
  focusRow(at)
}
