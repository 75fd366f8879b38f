import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { useEffect } from 'react'
import { onLetterCommand } from './letter-commands.ts'
import { useDownload } from './use-download.ts'
import { usePrint } from './use-print.ts'

/** What is done with the content or to the view of it, and changes nothing in the mailbox. */
export interface ContentActions {
  download: () => void
  print: () => void
  openInBrowser: () => void
  showDetails: () => void
  showCalendar: () => void
}

/** Buttons and keys do the same. While the letter is closed the keys do nothing either. */
export function useContentActions(letter: Letter, document: LetterDocument, open: boolean): ContentActions {
  const download = useDownload(letter, document)
  const openTab = usePrint(letter, document)
  const actions: ContentActions = {
    download: () => void download(),
    print: () => void openTab('print'),
    openInBrowser: () => void openTab('view'),
    showDetails,
    showCalendar,
  }
  useEffect(() => {
    if (!open) return
    return onLetterCommand((command) => {
      if (command === 'download') actions.download()
      if (command === 'print') actions.print()
    })
  })
  return actions
}

function showDetails(): void {
  const summary = window.document.querySelector<HTMLElement>('.letter-details summary')
  if (summary?.closest('details')?.open === false) summary.click()
  summary?.focus()
}

/** The card has the question what others may see of it, so the menu leads there. */
function showCalendar(): void {
  const button = window.document.querySelector<HTMLElement>('.calendar-choice > button')
  if (button?.getAttribute('aria-expanded') === 'false') button.click()
  button?.focus()
}
