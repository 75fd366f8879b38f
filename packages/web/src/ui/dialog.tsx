import { Dialog as DesignDialog } from '@digdir/designsystemet-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  labelledBy: string
  children: ReactNode
}

/**
 * A native dialog whose close button speaks the chosen language. Esc is told of while it closes the dialog: the browser
 * tells that it is closed a moment later, and a key pressed meanwhile would find it open still and not open it again.
 */
export function Dialog({ open, onClose, labelledBy, children }: DialogProps): ReactNode {
  const { t } = useTexts()
  const told = useRef(false)
  useEffect(() => {
    if (open) told.current = false
  }, [open])
  const close = (): void => {
    if (!told.current) onClose()
    told.current = false
  }
  const cancel = (): void => {
    told.current = true
    onClose()
  }
  return (
    <DesignDialog
      open={open}
      onClose={close}
      onCancel={({ target, currentTarget }) => target === currentTarget && cancel()}
      closeButton={t('action.close')}
      aria-labelledby={labelledBy}
    >
      {children}
    </DesignDialog>
  )
}
