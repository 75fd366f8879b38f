import { createContext, type ReactNode, useContext } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { Button } from '../../ui/components.ts'

/** `unseen`: it has text, but what was drawn is white. `slow`: it may still come. */
export type PageTrouble = 'failed' | 'unseen' | 'incomplete' | 'slow'

const words = {
  failed: 'paper.pageFailed',
  unseen: 'paper.pageUnseen',
  incomplete: 'paper.pageIncomplete',
  slow: 'paper.pageSlow',
} as const

interface OtherWays {
  download: () => void
  showText: () => void
}

const OtherWaysContext = createContext<OtherWays>({ download: () => undefined, showText: () => undefined })

/** What one can do instead of looking at a page. */
export const OtherWaysProvider = OtherWaysContext.Provider

/** Above a page that is not as the sender made it: a white sheet says nothing by itself. */
export function PageNote({ trouble, page }: { trouble: PageTrouble; page: number }): ReactNode {
  const { t } = useTexts()
  const { download, showText } = useContext(OtherWaysContext)
  return (
    <div className="page-note" role="note">
      <p>{t(words[trouble], { page })}</p>
      <div className="button-row">
        <Button variant="secondary" data-size="sm" onClick={download}>
          {t('action.download')}
        </Button>
        <Button variant="tertiary" data-size="sm" onClick={showText}>
          {t('paper.readText')}
        </Button>
      </div>
    </div>
  )
}
