import { useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import type { LettersState } from './letters-store.ts'

/** Says aloud that letters have come; the button that shows them is above the list. */
export function useListNews({ freshCount }: LettersState): void {
  const { t } = useTexts()
  useEffect(() => {
    if (freshCount > 0) announceStatus(t('list.arrived', { n: freshCount }))
  }, [freshCount, t])
}
