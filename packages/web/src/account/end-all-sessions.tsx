import { type ReactNode, useState } from 'react'
import { endAllSessions } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { sessionEndedHere } from '../session/session-store.ts'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'

/** Here too: what is left is a browser that knows nothing. */
export function EndAllSessions(): ReactNode {
  const { t } = useTexts()
  const [asking, setAsking] = useState(false)
  const { trouble, sending, run } = useAttempt({
    act: async () => {
      await endAllSessions().finally(() => setAsking(false))
      sessionEndedHere()
    },
    refused: 'sessions.failed',
  })
  return (
    <>
      {trouble !== undefined && <Trouble {...trouble} />}
      <Button variant="secondary" onClick={() => setAsking(true)}>
        {t('sessions.endAll')}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} labelledBy="end-all-title">
        <Heading id="end-all-title" level={2} data-size="xs">
          {t('sessions.endAll.title')}
        </Heading>
        <Paragraph>{t('sessions.endAll.text')}</Paragraph>
        <div className="button-row">
          <Button loading={sending} onClick={() => run()}>
            {t('sessions.endAll')}
          </Button>
          <Button variant="secondary" onClick={() => setAsking(false)}>
            {t('sessions.endAll.no')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
