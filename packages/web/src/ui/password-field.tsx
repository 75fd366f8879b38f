import { Field, Input, Label, ValidationMessage } from '@digdir/designsystemet-react'
import { EyeIcon, EyeSlashIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Button } from './components.ts'

interface PasswordFieldProps {
  id: string
  label: string
  description?: string
  error?: string | undefined
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password' | 'off'
}

/** A password can be pasted, filled in by a password manager, and looked at. */
export function PasswordField({ id, label, description, error, value, onChange, autoComplete }: PasswordFieldProps) {
  const { t } = useTexts()
  const [shown, setShown] = useState(false)
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      {description !== undefined && <Field.Description>{description}</Field.Description>}
      <div className="password-row">
        <Input
          id={id}
          type={shown ? 'text' : 'password'}
          value={value}
          autoComplete={autoComplete}
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => onChange(event.target.value)}
        />
        <ShowButton shown={shown} onPress={() => setShown(!shown)} words={t(shown ? 'form.hide' : 'form.show')} />
      </div>
      {error !== undefined && <ValidationMessage>{error}</ValidationMessage>}
    </Field>
  )
}

function ShowButton({ shown, onPress, words }: { shown: boolean; onPress: () => void; words: string }): ReactNode {
  return (
    <Button type="button" variant="secondary" onClick={onPress}>
      {shown ? <EyeSlashIcon aria-hidden="true" /> : <EyeIcon aria-hidden="true" />}
      {words}
    </Button>
  )
}
