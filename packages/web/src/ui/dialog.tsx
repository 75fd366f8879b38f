import { Dialog as DesignDialog } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  labelledBy: string
  children: ReactNode
}

/** A native dialog whose close button speaks the chosen language. */
export function Dialog({ open, onClose, labelledBy, children }: DialogProps): ReactNode {
  const { t } = useTexts()
  return (
    <DesignDialog open={open} onClose={onClose} closeButton={t('action.close')} aria-labelledby={labelledBy}>
      {children}
    </DesignDialog>
  )
}
