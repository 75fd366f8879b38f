import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { PlaceLink } from './places.tsx'
import { PlacesMenu } from './places-menu.tsx'

/** The phone's navigation. At most four places, and not there while a letter is read. */
export function BottomBar(): ReactNode {
  const { t } = useTexts()
  return (
    <nav className="bottom-bar" aria-label={t('nav.label')}>
      <PlaceLink place="inbox" />
      <PlaceLink place="archive" />
      <PlacesMenu placement="top-end" className="bottom-menu" />
    </nav>
  )
}
