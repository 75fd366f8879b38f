import type { Session } from '@brevdue/server/mailbox-contract'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useTexts } from './language/language-context.tsx'
import { NotFoundPage, ServiceDownPage } from './pages/full-page-messages.tsx'
import { LetterLinkPage } from './pages/letter-link-page.tsx'
import { LettersPage } from './pages/letters-page.tsx'
import { PublicFrame } from './pages/public-frame.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { SignedOutPage } from './pages/signed-out-page.tsx'
import { StepUpPage } from './pages/step-up-page.tsx'
import { navigate, usePlace } from './router/navigation.ts'
import { isPublic, type Route } from './router/route.ts'
import { sessionStore } from './session/session-store.ts'
import { SessionWatch } from './session/session-watch.tsx'
import { Shell } from './shell/shell.tsx'
import { useStore } from './state/store.ts'
import { PartBoundary } from './ui/part-boundary.tsx'
import { Waiting } from './ui/waiting.tsx'

const SettingsPage = lazy(() => import('./pages/settings-page.tsx'))
const StaticPage = lazy(() => import('./pages/static-page.tsx'))

export function App(): ReactNode {
  const { route } = usePlace()
  const { status, session } = useStore(sessionStore)
  const { t } = useTexts()
  if (status === 'unreachable' && !isPublic(route)) return <ServiceDownPage />
  if (status === 'unknown' && route.page !== 'signed-out') {
    return <Waiting text={t('list.loading')} />
  }
  if (session === undefined || route.page === 'signed-out' || route.page === 'sign-in') {
    return <SignedOutApp route={route} session={session} />
  }
  return (
    <>
      <SignedInApp route={route} session={session} />
      <SessionWatch session={session} />
    </>
  )
}

function SignedInApp({ route, session }: { route: Route; session: Session }): ReactNode {
  if (route.page === 'letters') return <LettersPage session={session} route={route} />
  return (
    <Shell session={session} view="page">
      <PartBoundary key={route.page}>
        <Suspense fallback={null}>
          <PageOf route={route} session={session} />
        </Suspense>
      </PartBoundary>
    </Shell>
  )
}

function PageOf({ route, session }: { route: Route; session: Session }): ReactNode {
  switch (route.page) {
    case 'letter-link':
      return <LetterLinkPage letterId={route.letterId} />
    case 'settings':
      return <SettingsPage session={session} />
    case 'help':
    case 'accessibility':
    case 'privacy':
      return <StaticPage page={route.page} />
    default:
      return <NotFoundPage signedIn />
  }
}

function SignedOutApp({ route, session }: { route: Route; session: Session | undefined }): ReactNode {
  if (route.page === 'sign-in' && route.stepUp && session !== undefined) return <StepUpPage session={session} />
  return (
    <PublicFrame>
      <Suspense fallback={null}>
        <PublicPageOf route={route} />
      </Suspense>
    </PublicFrame>
  )
}

function PublicPageOf({ route }: { route: Route }): ReactNode {
  switch (route.page) {
    case 'sign-in':
      return <SignInPage />
    case 'signed-out':
      return <SignedOutPage />
    case 'help':
    case 'accessibility':
    case 'privacy':
      return <StaticPage page={route.page} />
    case 'not-found':
      return <NotFoundPage signedIn={false} />
    default:
      return <ToSignIn />
  }
}

/** A letter's address opened by somebody who has signed out meanwhile. */
function ToSignIn(): ReactNode {
  useEffect(() => navigate('/sign-in', { replace: true }), [])
  return null
}
