import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { NotFoundPage } from '../pages/full-page-messages.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { useSignInOptions } from './sign-in-options.ts'

/** Activation, recovery and links by e-mail exist only where Brevdue itself is what one signs in with. */
export function BuiltInOnly({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTexts()
  const { options, failed } = useSignInOptions()
  if (options === undefined && !failed) return <Waiting text={t('action.signIn')} />
  return options !== undefined && options.mode !== 'built-in' ? <NotFoundPage signedIn={false} /> : children
}
