import type {
  SandboxSignIn,
  Session,
  SignInOptions,
  StepUpAnswer,
  StepUpResult,
} from '@brevdue/server/mailbox-contract'
import { getJson, postJson } from './request.ts'

export const fetchSession = (): Promise<Session> => getJson('/api/session')
export const extendSession = (): Promise<Session> => postJson('/api/session/extend', {})
export const fetchSignInOptions = (): Promise<SignInOptions> => getJson('/api/sign-in')
export const signIn = (choice: SandboxSignIn): Promise<Session> => postJson('/api/sign-in', choice)
export const signOut = (): Promise<void> => postJson('/api/sign-out', {})
export const answerStepUp = (answer: StepUpAnswer): Promise<StepUpResult> => postJson('/api/step-up', answer)

/**
 * A plain link, followed with GET: a form that redirects to an identity provider is blocked by `form-action 'self'`.
 */
export function stepUpPath(letterId: string, documentId: string | undefined): string {
  const query = new URLSearchParams({ letter: letterId, ...(documentId !== undefined && { document: documentId }) })
  return `/auth/step-up?${query}`
}
