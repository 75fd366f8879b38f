import type { SignInFailure } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect, useState } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { sessionStore } from '../session/session-store.ts'
import { useStore } from '../state/store.ts'
import { Button } from '../ui/components.ts'
import { Trouble } from './trouble.tsx'

const words: Record<SignInFailure, MessageKey> = {
  cancelled: 'signIn.failed.cancelled',
  expired: 'signIn.failed.expired',
  'not-accepted': 'signIn.failed.notAccepted',
  'no-mailbox': 'signIn.failed.noMailbox',
  'other-person': 'signIn.failed.otherPerson',
  unavailable: 'signIn.failed.unavailable',
  'too-many': 'signIn.failed.tooMany',
}

/** What came of a sign-in at the provider. Said once: the address forgets it, so a reload starts anew. */
export function FailureNotice(): ReactNode {
  const { t } = useTexts()
  const { session } = useStore(sessionStore)
  const [failure] = useState(readFailure)
  useEffect(() => {
    if (new URLSearchParams(location.search).has('failed')) history.replaceState(history.state, '', location.pathname)
  }, [])
  if (failure === undefined) return null
  if (session === undefined) return <Trouble title={t('signIn.failed.title')} text={t(failure)} />
  // a stronger sign-in that failed: the one before it still holds
  return (
    <>
      <Trouble text={t(failure)} />
      <Button asChild variant="secondary">
        <PageLink href={inboxPath()}>{t('action.toInbox')}</PageLink>
      </Button>
    </>
  )
}

function readFailure(): MessageKey | undefined {
  const said = new URLSearchParams(location.search).get('failed')
  if (said === null) return undefined
  return Object.hasOwn(words, said) ? words[said as SignInFailure] : words['not-accepted']
}
