import type {
  Activation,
  NewPasskey,
  PasskeyAnswer,
  PasskeyChallenge,
  PasskeyQuestion,
  PasswordSignIn,
  PasswordStarted,
  Recovery,
  RecoveryCodes,
  SignedIn,
  SignInMethods,
} from '@brevdue/server/built-in-contract'
import { getJson, postJson } from './request.ts'

export const passkeySignInChallenge = (question: PasskeyQuestion): Promise<PasskeyChallenge> =>
  postJson('/api/sign-in/passkey/options', question)
export const signInByPasskey = (answer: PasskeyAnswer): Promise<SignedIn> => postJson('/api/sign-in/passkey', answer)
export const startPasswordSignIn = (given: PasswordSignIn): Promise<PasswordStarted> =>
  postJson('/api/sign-in/password', given)
/** The code that was typed, or the long one from the link. */
export const signInByEmailCode = (code: string): Promise<SignedIn> => postJson('/api/sign-in/email', { code })
export const startRecovery = (given: Recovery): Promise<PasswordStarted> => postJson('/api/recovery', given)

export const activate = (code: string): Promise<Activation> => postJson('/api/activation', { code })
export const finishActivation = (): Promise<SignedIn> => postJson('/api/activation/finish', {})

const methods = '/api/sign-in-methods'
export const fetchSignInMethods = (): Promise<SignInMethods> => getJson(methods)
export const newPasskeyChallenge = (): Promise<PasskeyChallenge> => postJson(`${methods}/passkeys/options`, {})
export const addPasskey = (passkey: NewPasskey): Promise<SignInMethods> => postJson(`${methods}/passkeys`, passkey)
export const removePasskey = (id: string): Promise<SignInMethods> =>
  postJson(`${methods}/passkeys/${encodeURIComponent(id)}/remove`, {})
export const startPasswordChange = (given: PasswordSignIn): Promise<PasswordStarted> =>
  postJson(`${methods}/password`, given)
export const confirmPasswordChange = (code: string): Promise<SignInMethods> =>
  postJson(`${methods}/password/confirm`, { code })
export const newRecoveryCodes = (): Promise<RecoveryCodes> => postJson(`${methods}/recovery-codes`, {})
