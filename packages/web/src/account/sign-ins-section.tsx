import type { Act, ActivityEntry } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect, useState } from 'react'
import { fetchSignInActivity } from '../api/session-api.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { useMoment } from '../language/use-moment.ts'
import { Heading, Paragraph } from '../ui/components.ts'

const words: Partial<Record<Act, MessageKey>> = {
  SIGNED_IN: 'signIns.act.SIGNED_IN',
  SIGNED_OUT: 'signIns.act.SIGNED_OUT',
  SESSION_ENDED: 'signIns.act.SESSION_ENDED',
  LEVEL_RAISED: 'signIns.act.LEVEL_RAISED',
  PASSKEY_ADDED: 'signIns.act.PASSKEY_ADDED',
  PASSKEY_REMOVED: 'signIns.act.PASSKEY_REMOVED',
  PASSWORD_CHANGED: 'signIns.act.PASSWORD_CHANGED',
  EMAIL_CHANGED: 'signIns.act.EMAIL_CHANGED',
  RECOVERY_CODES_MADE: 'signIns.act.RECOVERY_CODES_MADE',
  RECOVERED: 'signIns.act.RECOVERED',
  INVITED: 'signIns.act.INVITED',
  SUBJECT_LINKED: 'signIns.act.SUBJECT_LINKED',
  INVITATION_USED: 'signIns.act.INVITATION_USED',
  ACTIVATED: 'signIns.act.ACTIVATED',
}
const mostShown = 10

/** What has happened to the sign-in, so that one sees what one has not done oneself. */
export function SignInsSection(): ReactNode {
  const { t } = useTexts()
  const moment = useMoment()
  const entries = useSignIns()
  if (entries === undefined) return null
  return (
    <section id="sign-ins" aria-labelledby="sign-ins-heading">
      <Heading id="sign-ins-heading" level={2} data-size="2xs" tabIndex={-1}>
        {t('signIns.title')}
      </Heading>
      {entries.length === 0 && <Paragraph>{t('signIns.none')}</Paragraph>}
      <ol className="method-rows">
        {entries.map(({ id, act, at, level }) => (
          <li key={id} className="method-row">
            <div>
              <span>{t(words[act] ?? 'signIns.act.SIGNED_IN')}</span>
              <span className="subtle">
                {[moment(new Date(at)), ...(level === null ? [] : [t(levelWords[level])])].join(', ')}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Undefined until they have come, and where they do not: nothing else waits for them. */
function useSignIns(): readonly ActivityEntry[] | undefined {
  const [entries, setEntries] = useState<readonly ActivityEntry[]>()
  useEffect(() => {
    fetchSignInActivity().then(
      (page) => setEntries(page.entries.filter(({ act }) => words[act] !== undefined).slice(0, mostShown)),
      () => undefined,
    )
  }, [])
  return entries
}
