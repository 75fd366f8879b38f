import { CogIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { usePlace } from '../router/navigation.ts'
import { PageLink } from '../router/page-link.tsx'
import { places } from '../router/route.ts'
import { PlaceLink } from './places.tsx'
import { serviceLinks } from './service-links.ts'

/** The places, always in view from 64rem. */
export function Rail(): ReactNode {
  const { t } = useTexts()
  const { page } = usePlace().route
  return (
    <nav className="rail" aria-label={t('nav.label')} data-pane="rail" tabIndex={-1}>
      {places.map((place) => (
        <PlaceLink key={place} place={place} />
      ))}
      <PageLink className="place" href="/settings" aria-current={page === 'settings' ? 'page' : undefined}>
        <CogIcon aria-hidden="true" />
        <span className="place-name">{t('nav.settings')}</span>
      </PageLink>
      <ul className="rail-links">
        {serviceLinks.map(({ href, label }) => (
          <li key={href}>
            <PageLink href={href} aria-current={`/${page}` === href ? 'page' : undefined}>
              {t(label)}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
