import type {
  ActivityPage,
  SandboxSignIn,
  Session,
  SessionList,
  SignedOut,
  SignInOptions,
  StepUpAnswer,
  StepUpResult,
} from '@brevdue/server/mailbox-contract'
import { getJson, postJson } from './request.ts'

export const fetchSession = (): Promise<Session> => getJson('/api/session')
export const extendSession = (): Promise<Session> => postJson('/api/session/extend', {})
export const fetchSignInOptions = (): Promise<SignInOptions> => getJson('/api/sign-in')
export const signIn = (choice: SandboxSignIn): Promise<Session> => postJson('/api/sign-in', choice)
/** Answers where to go on to when the identity provider has a sign-out of its own. */
export const signOut = (): Promise<SignedOut | undefined> => postJson('/api/sign-out', {})
export const answerStepUp = (answer: StepUpAnswer): Promise<StepUpResult> => postJson('/api/step-up', answer)

export const fetchSessions = (): Promise<SessionList> => getJson('/api/sessions')
export const endOtherSession = (id: string): Promise<void> =>
  postJson(`/api/sessions/${encodeURIComponent(id)}/end`, {})
export const endAllSessions = (): Promise<void> => postJson('/api/sessions/end-all', {})
export const fetchSignInActivity = (): Promise<ActivityPage> => getJson('/api/activity?about=sign-in')
export const fetchDeletions = (): Promise<ActivityPage> => getJson('/api/activity?about=deleted')

/**
 * A plain link, followed with GET: a form that redirects to an identity provider is blocked by `form-action 'self'`.
 */
export function stepUpPath(letterId: string, documentId: string | undefined): string {
  const query = new URLSearchParams({ letter: letterId, ...(documentId !== undefined && { document: documentId }) })
  return `/auth/step-up?${query}`
}
