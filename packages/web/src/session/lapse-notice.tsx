import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { useStore } from '../state/store.ts'
import { Alert, Button, Paragraph } from '../ui/components.ts'
import { sessionStore } from './session-store.ts'

/** Why a letter has closed itself; stays until somebody has read it. */
export function LapseNotice(): ReactNode {
  const { t } = useTexts()
  const { lapsed } = useStore(sessionStore)
  const text = t('session.lapsed')
  useEffect(() => {
    if (lapsed) announceStatus(text)
  }, [lapsed, text])
  if (!lapsed) return null
  return (
    <Alert data-color="info" className="lapse-notice">
      <Paragraph>{text}</Paragraph>
      <Button variant="tertiary" data-color="accent" onClick={() => sessionStore.set({ lapsed: false })}>
        {t('action.close')}
      </Button>
    </Alert>
  )
}
