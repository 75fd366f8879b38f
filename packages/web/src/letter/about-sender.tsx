import type { Letter } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Popover } from '../ui/components.ts'

/** What is known about the sender, for whoever doubts the name. */
export function AboutSender({ letter }: { letter: Letter }): ReactNode {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <Popover.TriggerContext>
      <Popover.Trigger inline className="about-sender-trigger" aria-expanded={open}>
        {t('letter.aboutSender')}
      </Popover.Trigger>
      <Popover placement="bottom" open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)}>
        <dl className="facts">
          {letter.senderOrganisationNumber !== null && (
            <div>
              <dt>{t('letter.organisationNumber')}</dt>
              <dd className="figures">{grouped(letter.senderOrganisationNumber)}</dd>
            </div>
          )}
          {letter.sentVia !== null && (
            <div>
              <dt>{t('letter.sentVia')}</dt>
              <dd>{letter.sentVia}</dd>
            </div>
          )}
          <div>
            <dt>{t('letter.verified')}</dt>
            <dd>{t('letter.verifiedHow')}</dd>
          </div>
        </dl>
      </Popover>
    </Popover.TriggerContext>
  )
}

function grouped(organisationNumber: string): string {
  return organisationNumber.replace(/(\d{3})(?=\d)/g, '$1\u00a0')
}
