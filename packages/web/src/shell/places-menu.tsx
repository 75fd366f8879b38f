import { MenuHamburgerIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { Dropdown } from '../ui/components.ts'
import { serviceLinks } from './service-links.ts'

interface PlacesMenuProps {
  placement: 'bottom-end' | 'top-end'
  className: string
}

/** What the rail holds, folded into a menu for widths without a rail. */
export function PlacesMenu({ placement, className }: PlacesMenuProps): ReactNode {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const links = [
    { href: inboxPath(), label: 'nav.inbox' as const },
    { href: '/settings', label: 'nav.settings' as const },
    ...serviceLinks,
  ]
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="tertiary" className={className} aria-expanded={open}>
        <MenuHamburgerIcon aria-hidden="true" />
        <span>{t('nav.menu')}</span>
      </Dropdown.Trigger>
      <Dropdown placement={placement} open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)}>
        <Dropdown.List>
          {links.map(({ href, label }) => (
            <Dropdown.Item key={href}>
              <Dropdown.Button asChild>
                <PageLink href={href} onClick={() => setOpen(false)}>
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
