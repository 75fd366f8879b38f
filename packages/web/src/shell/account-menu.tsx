import type { Session } from '@brevdue/server/mailbox-contract'
import { CogIcon, LeaveIcon, PersonIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { useMoment } from '../language/use-moment.ts'
import { PageLink } from '../router/page-link.tsx'
import { endSession } from '../session/session-store.ts'
import { Dropdown } from '../ui/components.ts'

interface AccountMenuProps {
  session: Session
}

/** Who is signed in, at which level, and the way out. */
export function AccountMenu({ session }: AccountMenuProps): ReactNode {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const moment = useMoment()
  const { name } = session.person
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger
        variant="tertiary"
        className="account-trigger"
        aria-label={t('account.label', { name })}
        aria-expanded={open}
      >
        <PersonIcon aria-hidden="true" />
        <span className="account-name">{name}</span>
      </Dropdown.Trigger>
      <Dropdown open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)} className="account-menu">
        <dl className="account-facts">
          <dt>{t('account.signedInAs')}</dt>
          <dd className="account-person">{name}</dd>
          <dt>{t('account.level')}</dt>
          <dd>{t(levelWords[session.level])}</dd>
          <dt>{t('account.since')}</dt>
          <dd>{moment(new Date(session.since))}</dd>
        </dl>
        <Dropdown.List>
          <Dropdown.Item>
            <Dropdown.Button asChild>
              <PageLink href="/settings" onClick={() => setOpen(false)}>
                <CogIcon aria-hidden="true" />
                {t('nav.settings')}
              </PageLink>
            </Dropdown.Button>
          </Dropdown.Item>
          <Dropdown.Item>
            <Dropdown.Button onClick={() => void endSession()}>
              <LeaveIcon aria-hidden="true" />
              {t('action.signOut')}
            </Dropdown.Button>
          </Dropdown.Item>
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  )
}
