import type { MessageKey } from '../language/catalogues.ts'

/** The same links in the same order wherever help is offered (WCAG 3.2.6). */
export const serviceLinks: readonly { href: string; label: MessageKey }[] = [
  { href: '/help', label: 'nav.help' },
  { href: '/accessibility', label: 'nav.accessibility' },
  { href: '/privacy', label: 'nav.privacy' },
]
