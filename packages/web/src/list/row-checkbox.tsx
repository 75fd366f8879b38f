import type { MouseEvent, ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { toggleSelected } from './selection.ts'

interface RowCheckboxProps {
  letterId: string
  checked: boolean
  label: string
}

/** Beside the link, and no tab stop of its own: on the row, Space does the same. */
export function RowCheckbox({ letterId, checked, label }: RowCheckboxProps): ReactNode {
  const { t } = useTexts()
  const toggle = (event: MouseEvent): void => toggleSelected(letterId, event.shiftKey)
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox lies in it and has a name of its own
    <label className="row-check">
      <input
        type="checkbox"
        tabIndex={-1}
        checked={checked}
        aria-label={t('list.selectLetter', { letter: label })}
        // a click and not a change, which would not tell of Shift; Space clicks too
        onClick={toggle}
        onChange={() => undefined}
      />
    </label>
  )
}
