import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { lettersStore } from '../list/letters-store.ts'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { useStore } from '../state/store.ts'
import { Alert } from '../ui/components.ts'

/** Stands under the header while the server cannot be reached; what was fetched stays readable. */
export function OfflineNotice(): ReactNode {
  const { t } = useTexts()
  const offline = useStore(lettersStore).failure === 'OFFLINE'
  const wasOffline = useRef(false)
  useEffect(() => {
    if (offline) announceAlert(t('M09'))
    else if (wasOffline.current) announceStatus(t('M10'))
    wasOffline.current = offline
  }, [offline, t])
  if (!offline) return null
  return (
    <Alert data-color="warning" className="offline-notice">
      {t('M09')}
    </Alert>
  )
}
