import type { ContentLinkRequest, Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { requestContentLink } from '../api/letters-api.ts'
import { failureCode, isLost } from '../api/request.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert } from '../live/live-regions.ts'

/** A letter with pages or a frame of its own is printed in a tab of its own; text and pictures from this page. */
export function printsInTab({ rendering }: LetterDocument): boolean {
  return rendering === 'pdf' || rendering === 'html'
}

/** Opens the content in a tab of its own, to be printed or to be read in the browser's own viewer. */
export function usePrint(
  letter: Letter,
  document: LetterDocument,
): (purpose: Exclude<ContentLinkRequest['purpose'], 'download'>) => Promise<void> {
  const { t } = useTexts()
  return async (purpose) => {
    if (purpose === 'print' && !printsInTab(document)) {
      window.print()
      return
    }
    // opened in the click itself: after waiting for the link it would be blocked as a pop-up
    const tab = window.open('', '_blank')
    try {
      const url = await requestContentLink(letter.id, document.id, purpose)
      if (tab === null) throw new Error('The browser opened no tab')
      tab.opener = null
      tab.location.href = url
    } catch (error) {
      tab?.close()
      announceAlert(t(isLost(failureCode(error)) ? 'paper.contentLost' : 'paper.printFailed'))
    }
  }
}
