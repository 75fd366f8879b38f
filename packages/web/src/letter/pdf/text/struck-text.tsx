import type { ReactNode } from 'react'
import { useTexts } from '../../../language/language-context.tsx'

/** Text that the sender has crossed out. Screen readers rarely say so of `del`, so words do. */
export function StruckText({ children }: { children: ReactNode }): ReactNode {
  const { t, language } = useTexts()
  return (
    <del>
      <span className="ds-sr-only" lang={language}>
        {t('paper.struckOut')}{' '}
      </span>
      {children}
      <span className="ds-sr-only" lang={language}>
        {' '}
        {t('paper.struckOutEnd')}{' '}
      </span>
    </del>
  )
}
