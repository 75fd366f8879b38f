import { MenuHamburgerIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { places } from '../router/route.ts'
import { Dropdown } from '../ui/components.ts'
import { PlaceLink } from './places.tsx'
import { serviceLinks } from './service-links.ts'

interface PlacesMenuProps {
  placement: 'bottom-end' | 'top-end'
  className: string
}

/** What the rail holds, folded into a menu for widths without a rail. */
export function PlacesMenu({ placement, className }: PlacesMenuProps): ReactNode {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const links = [{ href: '/settings', label: 'nav.settings' as const }, ...serviceLinks]
  const close = (): void => setOpen(false)
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="tertiary" className={className} aria-expanded={open}>
        <MenuHamburgerIcon aria-hidden="true" />
        <span>{t('nav.menu')}</span>
      </Dropdown.Trigger>
      <Dropdown placement={placement} open={open} onOpen={() => setOpen(true)} onClose={close}>
        <Dropdown.List>
          {places.map((place) => (
            <Dropdown.Item key={place}>
              <Dropdown.Button asChild>
                <PlaceLink place={place} className="menu-place" onClick={close} />
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
          {links.map(({ href, label }) => (
            <Dropdown.Item key={href}>
              <Dropdown.Button asChild>
                <PageLink href={href} onClick={close}>
                  {t(label)}
                </PageLink>
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  )
}
