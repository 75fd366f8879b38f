import type { OidcSignInOptions } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Alert, Button, Card, Paragraph } from '../ui/components.ts'

/** A plain GET link: a form that redirects to the provider is blocked by `form-action 'self'`. */
export function OidcSignIn({ name, available }: OidcSignInOptions): ReactNode {
  const { t } = useTexts()
  return (
    <>
      {!available && <Alert data-color="warning">{t('oidc.down', { name })}</Alert>}
      <Card data-color="neutral" className="way">
        <Button asChild data-color="accent">
          <a href="/auth/oidc">{t('oidc.action', { name })}</a>
        </Button>
        <Paragraph className="subtle">{t('oidc.help', { name })}</Paragraph>
      </Card>
    </>
  )
}
