import { Checkbox } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'

interface ConfirmBoxProps {
  id: string
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  error: string | undefined
}

export function ConfirmBox({ id, label, checked, onChange, error }: ConfirmBoxProps): ReactNode {
  return (
    <Checkbox
      id={id}
      label={label}
      value="yes"
      checked={checked}
      {...(error !== undefined && { error })}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}
