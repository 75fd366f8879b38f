import type { OpenSession } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { endOtherSession, fetchSessions } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { useMoment } from '../language/use-moment.ts'
import { announceStatus } from '../live/live-regions.ts'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph, Tag } from '../ui/components.ts'
import { Waiting } from '../ui/waiting.tsx'
import { EndAllSessions } from './end-all-sessions.tsx'
import { signInMethodWords } from './who-section.tsx'

/** Where this mailbox is signed in; what one does not know can be ended. */
export function SessionsSection(): ReactNode {
  const { t } = useTexts()
  const { sessions, failed, reload } = useSessions()
  return (
    <section id="sessions" aria-labelledby="sessions-heading">
      <Heading id="sessions-heading" level={2} data-size="2xs" tabIndex={-1}>
        {t('sessions.title')}
      </Heading>
      <Paragraph className="subtle">{t('sessions.text')}</Paragraph>
      {failed && (
        <>
          <Paragraph>{t('sessions.failed')}</Paragraph>
          <Button variant="secondary" onClick={reload}>
            {t('action.retry')}
          </Button>
        </>
      )}
      {sessions === undefined && !failed && <Waiting text={t('sessions.loading')} />}
      {sessions !== undefined && (
        <ul className="method-rows">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} onEnded={reload} />
          ))}
        </ul>
      )}
      <EndAllSessions />
    </section>
  )
}

function SessionRow({ session, onEnded }: { session: OpenSession; onEnded: () => void }): ReactNode {
  const { t } = useTexts()
  const moment = useMoment()
  const device = session.device ?? t('sessions.unknown')
  const { trouble, sending, run } = useAttempt({
    act: async () => {
      await endOtherSession(session.id)
      announceStatus(t('sessions.ended', { device }))
      document.getElementById('sessions-heading')?.focus()
      onEnded()
    },
    refused: 'sessions.failed',
  })
  return (
    <li className="method-row">
      <div>
        <span className="with-tag">
          <strong>{device}</strong>
          {session.current && <Tag data-color="info">{t('sessions.current')}</Tag>}
        </span>
        <span className="subtle">
          {t('sessions.facts', {
            since: moment(new Date(session.since)),
            method: t(signInMethodWords[session.method]),
            seen: moment(new Date(session.lastSeenAt)),
          })}
        </span>
        {trouble !== undefined && <Trouble {...trouble} />}
      </div>
      {!session.current && (
        <Button
          variant="secondary"
          loading={sending}
          aria-label={t('sessions.end.label', { device })}
          onClick={() => run()}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  )
}

interface Sessions {
  sessions: readonly OpenSession[] | undefined
  failed: boolean
  reload: () => void
}

function useSessions(): Sessions {
  const [sessions, setSessions] = useState<readonly OpenSession[]>()
  const [failed, setFailed] = useState(false)
  const reload = useCallback((): void => {
    fetchSessions().then(
      (answer) => {
        setSessions(answer.sessions)
        setFailed(false)
      },
      () => setFailed(true),
    )
  }, [])
  useEffect(reload, [reload])
  return { sessions, failed, reload }
}
