import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useStore } from '../state/store.ts'
import { Alert, Button, Paragraph } from '../ui/components.ts'
import { sessionStore } from './session-store.ts'

/** Why a letter has closed itself; stays until somebody has read it. */
export function LapseNotice(): ReactNode {
  const { t } = useTexts()
  const { lapsed } = useStore(sessionStore)
  if (!lapsed) return null
  return (
    <Alert data-color="info" className="lapse-notice">
      <Paragraph>{t('session.lapsed')}</Paragraph>
      <Button variant="tertiary" data-color="accent" onClick={() => sessionStore.set({ lapsed: false })}>
        {t('action.close')}
      </Button>
    </Alert>
  )
}
