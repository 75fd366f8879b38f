import { Textfield } from '@digdir/designsystemet-react'
import type { ChangeEvent, ReactNode } from 'react'

interface TextFieldProps {
  id: string
  label: string
  description?: string
  error?: string | undefined
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email'
  autoComplete: string
  inputMode?: 'text' | 'numeric' | 'email'
  maxLength?: number
}

/** A label, a field, and what is wrong with it. Nothing is marked before somebody has tried to go on. */
export function TextField({ error, onChange, type = 'text', description, ...rest }: TextFieldProps): ReactNode {
  return (
    <Textfield
      {...rest}
      {...(description !== undefined && { description })}
      type={type}
      error={error}
      spellCheck={false}
      autoCapitalize="none"
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
  )
}
