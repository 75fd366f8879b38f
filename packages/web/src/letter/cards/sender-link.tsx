import type { CardLink, Language } from '@brevdue/server/mailbox-contract'
import { ExternalLinkIcon } from '@navikt/aksel-icons'
import { type ReactNode, useId } from 'react'
import { Button } from '../../ui/components.ts'
import { leave } from '../external-link.tsx'
import { SenderWords } from './card-facts.tsx'
import { useCardTexts } from './card-texts.ts'

interface SenderLinkProps {
  link: CardLink
  language: Language | null
  variant?: 'primary' | 'secondary'
  /** Must name the domain; without it "Open <domain>". */
  label?: string
}

/**
 * A way out of the mailbox: our words and the domain on the button, the sender's words quoted below it. Whose domain it
 * is has been checked by no one, so no name of a sender is on the button, and a click asks before it leads there.
 */
export function SenderLink({ link, language, variant = 'primary', label }: SenderLinkProps): ReactNode {
  const { t } = useCardTexts()
  const id = useId()
  const [before, after] = t('card.quote', { text: '\u0000' }).split('\u0000')
  return (
    <div className="sender-link" data-color="accent">
      <Button asChild variant={variant}>
        <a
          href={link.url}
          target="_blank"
          rel="noopener noreferrer"
          aria-describedby={id}
          onClick={(event) => leave(event, link.url, link.domain)}
        >
          <ExternalLinkIcon aria-hidden="true" />
          <span>{label ?? t('card.openAt', { domain: link.domain })}</span>
        </a>
      </Button>
      <p className="sender-link-note" id={id}>
        {t('card.newTab')}{' '}
        {link.text !== null && (
          <>
            {before}
            <SenderWords language={language}>{link.text}</SenderWords>
            {after}
          </>
        )}
      </p>
    </div>
  )
}
