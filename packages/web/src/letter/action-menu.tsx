import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Dropdown } from '../ui/components.ts'
import type { LetterAction } from './actions-of.ts'

interface ActionMenuProps {
  /** Have buttons of their own where there is room for them. */
  shown: readonly LetterAction[]
  more: readonly LetterAction[]
  /** The whole menu is only needed where there is little room. */
  spare?: boolean
}

export function ActionMenu({ shown, more, spare = false }: ActionMenuProps): ReactNode {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const entry = ({ label, icon: Icon, run }: LetterAction, narrow: boolean): ReactNode => (
    <Dropdown.Item key={label} className={narrow ? 'action-narrow' : undefined}>
      <Dropdown.Button
        onClick={() => {
          setOpen(false)
          run()
        }}
      >
        <Icon aria-hidden="true" />
        {t(label)}
      </Dropdown.Button>
    </Dropdown.Item>
  )
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="tertiary" aria-expanded={open} className={spare ? 'action-narrow' : undefined}>
        {t('action.more')}
      </Dropdown.Trigger>
      <Dropdown placement="bottom-end" open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)}>
        <Dropdown.List>
          {shown.map((action) => entry(action, true))}
          {more.map((action) => entry(action, false))}
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  )
}
