import type { ReactNode } from 'react'
import { type Texts, useTexts } from '../language/language-context.tsx'
import type { Fault } from '../ui/error-summary.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { TextField } from '../ui/text-field.tsx'

/** The server's rule, said before one has broken it. */
const shortestPassword = 12

interface FieldProps {
  id: string
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

export function EmailField(props: FieldProps): ReactNode {
  const { t } = useTexts()
  return <TextField {...props} type="email" inputMode="email" autoComplete="username" label={t('form.email')} />
}

export function CurrentPasswordField(props: FieldProps): ReactNode {
  const { t } = useTexts()
  return <PasswordField {...props} autoComplete="current-password" label={t('form.password')} />
}

export function NewPasswordField(props: FieldProps): ReactNode {
  const { t } = useTexts()
  const description = t('form.newPassword.help', { n: shortestPassword })
  return (
    <PasswordField {...props} autoComplete="new-password" label={t('form.newPassword')} description={description} />
  )
}

export function emailFault(field: string, value: string, t: Texts['t']): Fault | false {
  if (value.trim() === '') return { field, text: t('form.email.missing') }
  return !/^\S+@\S+\.\S+$/.test(value.trim()) && { field, text: t('form.email.wrong') }
}

export function passwordFault(field: string, value: string, t: Texts['t']): Fault | false {
  return value === '' && { field, text: t('form.password.missing') }
}

export function newPasswordFault(field: string, value: string, t: Texts['t']): Fault | false {
  return [...value].length < shortestPassword && { field, text: t('form.newPassword.short', { n: shortestPassword }) }
}
