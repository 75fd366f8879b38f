import { type ReactNode, useId } from 'react'
import { Fieldset, Radio } from './components.ts'

interface ChoiceProps<V extends string> {
  legend: string
  description?: string
  options: readonly { value: V; label: string; description?: string | undefined }[]
  value: V | undefined
  onChange: (value: V) => void
}

/** One of several: a fieldset of radio buttons. */
export function Choice<V extends string>({ legend, description, options, value, onChange }: ChoiceProps<V>): ReactNode {
  const name = useId()
  return (
    <Fieldset>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      {description !== undefined && <Fieldset.Description>{description}</Fieldset.Description>}
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          value={option.value}
          label={option.label}
          {...(option.description !== undefined && { description: option.description })}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </Fieldset>
  )
}
