import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Heading } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ShortcutTable } from './shortcut-table.tsx'

export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTexts()
  return (
    <Dialog open={open} onClose={onClose} labelledBy="shortcut-help-title">
      <Heading id="shortcut-help-title" level={2} data-size="xs">
        {t('settings.shortcuts')}
      </Heading>
      {open && <ShortcutTable />}
    </Dialog>
  )
}
