import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { requestContentLink } from '../api/letters-api.ts'
import { failureCode, isLost } from '../api/request.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert } from '../live/live-regions.ts'

/** The bytes as they were received, under the name that the server gives them. */
export function useDownload(letter: Letter, document: LetterDocument): () => Promise<void> {
  const { t } = useTexts()
  return async () => {
    try {
      const link = window.document.createElement('a')
      link.href = await requestContentLink(letter.id, document.id, 'download')
      link.download = document.downloadName ?? ''
      link.click()
    } catch (error) {
      announceAlert(t(isLost(failureCode(error)) ? 'paper.contentLost' : 'paper.downloadFailed'))
    }
  }
}
