import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Dropdown } from '../ui/components.ts'
import type { LetterAction } from './actions-of.ts'

interface ActionMenuProps {
  /** Have buttons of their own where there is room for them. */
  shown: readonly LetterAction[]
  more: readonly LetterAction[]
}

export function ActionMenu({ shown, more }: ActionMenuProps): ReactNode {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const entry = ({ label, icon: Icon, run }: LetterAction, room: string | undefined): ReactNode => (
    <Dropdown.Item key={label} className={room}>
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
      <Dropdown.Trigger
        variant="tertiary"
        aria-expanded={open}
        className={more.length === 0 ? 'action-no-fourth' : undefined}
      >
        {t('action.more')}
      </Dropdown.Trigger>
      <Dropdown placement="bottom-start" open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)}>
        <Dropdown.List>
          {shown.map((action, at) => entry(action, at === 0 ? 'action-no-third' : 'action-no-fourth'))}
          {more.map((action) => entry(action, undefined))}
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  )
}
