import type { Session } from '@brevdue/server/mailbox-contract'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { withAccountWords } from './language/catalogues.ts'
import { useTexts } from './language/language-context.tsx'
import { NotFoundPage, ServiceDownPage } from './pages/full-page-messages.tsx'
import { LetterLinkPage } from './pages/letter-link-page.tsx'
import { LettersPage } from './pages/letters-page.tsx'
import { PublicFrame } from './pages/public-frame.tsx'
import { SignedOutPage } from './pages/signed-out-page.tsx'
import { navigate, usePlace } from './router/navigation.ts'
import { isPublic, type Route } from './router/route.ts'
import { sessionStore } from './session/session-store.ts'
import { SessionWatch } from './session/session-watch.tsx'
import { Shell } from './shell/shell.tsx'
import { useStore } from './state/store.ts'
import { PartBoundary } from './ui/part-boundary.tsx'
import { Waiting } from './ui/waiting.tsx'

const SettingsPage = lazy(() => withAccountWords(import('./pages/settings-page.tsx')))
const StaticPage = lazy(() => withAccountWords(import('./pages/static-page.tsx')))
const SignInPage = lazy(() => withAccountWords(import('./pages/sign-in-page.tsx')))
const EmailLinkPage = lazy(() => withAccountWords(import('./pages/email-link-page.tsx')))
const ActivatePage = lazy(() => withAccountWords(import('./pages/activate-page.tsx')))
const RecoveryPage = lazy(() => withAccountWords(import('./pages/recovery-page.tsx')))
const StepUpPage = lazy(() => withAccountWords(import('./pages/step-up-page.tsx')))

export function App(): ReactNode {
  const { route } = usePlace()
  const { status, session } = useStore(sessionStore)
  const { t } = useTexts()
  if (status === 'unreachable' && !isPublic(route)) return <ServiceDownPage />
  if (status === 'unknown' && route.page !== 'signed-out') {
    return <Waiting text={t('list.loading')} />
  }
  if (session === undefined || isAroundSignIn(route) || isLimited(session)) {
    return <SignedOutApp route={route} session={session} />
  }
  return (
    <>
      {/* at another level nothing stays that the one before had opened */}
      <SignedInApp key={session.level} route={route} session={session} />
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
  if (route.page === 'sign-in' && route.stepUp && session !== undefined) {
    return (
      <Suspense fallback={null}>
        <StepUpPage session={session} />
      </Suspense>
    )
  }
  return (
    <PublicFrame>
      <Suspense fallback={null}>
        {session !== undefined && !isPublic(route) ? <ActivatePage /> : <PublicPageOf route={route} />}
      </Suspense>
      {session !== undefined && isLimited(session) && <SessionWatch session={session} />}
    </PublicFrame>
  )
}

function PublicPageOf({ route }: { route: Route }): ReactNode {
  switch (route.page) {
    case 'sign-in':
      return <SignInPage />
    case 'email-link':
      return <EmailLinkPage />
    case 'activate':
      return <ActivatePage />
    case 'recovery':
      return <RecoveryPage />
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

function isAroundSignIn({ page }: Route): boolean {
  return ['sign-in', 'email-link', 'activate', 'recovery', 'signed-out'].includes(page)
}

/** It may set up ways to sign in, and read nothing. */
function isLimited({ method }: Session): boolean {
  return method === 'activation' || method === 'recovery'
}

/** A letter's address opened by somebody who has signed out meanwhile. */
function ToSignIn(): ReactNode {
  useEffect(() => navigate('/sign-in', { replace: true }), [])
  return null
}
