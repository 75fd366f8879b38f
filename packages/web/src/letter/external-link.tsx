import { ExternalLinkIcon } from '@navikt/aksel-icons'
import type { MouseEvent, ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { askBeforeLeaving } from './leaving.ts'

interface ExternalLinkProps {
  href: string
  lang?: string | undefined
  /** The link's words: unless they say the domain themselves, it is written after them. */
  words?: string
  children: ReactNode
}

/** A link of the sender's: a click says first where it leads. */
export function ExternalLink({ href, lang, words, children }: ExternalLinkProps): ReactNode {
  const { t, language } = useTexts()
  const domain = new URL(href).hostname
  return (
    <>
      <a href={href} lang={lang} target="_blank" rel="noopener noreferrer" onClick={(event) => leave(event, href)}>
        {children}
      </a>
      <span className="link-target" lang={language}>
        {words !== undefined && !words.includes(domain.replace(/^www\./, '')) && (
          <span className="link-domain"> ({domain})</span>
        )}
        <ExternalLinkIcon aria-hidden="true" />
        <span className="ds-sr-only"> {t('letter.newTab')}</span>
      </span>
    </>
  )
}

/** Middle clicks and the like are left to the browser: who does that has seen the address. */
export function leave(
  event: Pick<MouseEvent, 'preventDefault' | 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  href: string,
  domain?: string,
): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  askBeforeLeaving(href, domain)
}
