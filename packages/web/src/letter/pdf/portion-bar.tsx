import type { ReactNode } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { Button } from '../../ui/components.ts'
import { portionSize } from './page-geometry.ts'

interface PortionBarProps {
  first: number
  last: number
  pages: number
  onGo: (page: number) => void
}

/** Which pages of very many are here, and the way to those before and after them. */
export function PortionBar({ first, last, pages, onGo }: PortionBarProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className="portion-bar">
      <span>{t('paper.portion', { first, last, pages })}</span>
      <span className="button-row">
        {first > 1 && (
          <Button variant="secondary" data-size="sm" onClick={() => onGo(first - portionSize)}>
            {t('paper.earlierPages')}
          </Button>
        )}
        {last < pages && (
          <Button variant="secondary" data-size="sm" onClick={() => onGo(last + 1)}>
            {t('paper.laterPages')}
          </Button>
        )}
      </span>
    </div>
  )
}
