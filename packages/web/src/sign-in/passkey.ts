import type {
  PasskeyAnswer,
  PasskeyChallenge,
  PasskeyQuestion,
  SignedIn,
  SignInMethods,
} from '@brevdue/server/built-in-contract'
import { addPasskey, newPasskeyChallenge, passkeySignInChallenge, signInByPasskey } from '../api/built-in-api.ts'

/** Older browsers, and pages that are not served over https, have none. */
export const passkeysWork = (): boolean =>
  'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** The person turned the browser's question away, or the device took too long; the browser does not say which. */
export function isTurnedAway(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

/** The device holds a passkey for this mailbox already. */
export function isKnownHere(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError'
}

/**
 * @param question `confirm` asks whoever is signed in to show a passkey again
 * @throws DOMException of the browser, or the server's refusal
 */
export async function signInWithPasskey(question: PasskeyQuestion = {}): Promise<SignedIn> {
  const challenge = await passkeySignInChallenge(question)
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    challenge.options as PublicKeyCredentialRequestOptionsJSON,
  )
  return signInByPasskey(answerTo(challenge, await navigator.credentials.get({ publicKey })))
}

/** @throws DOMException of the browser, or the server's refusal */
export async function createPasskey(name: string): Promise<SignInMethods> {
  const challenge = await newPasskeyChallenge()
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    challenge.options as PublicKeyCredentialCreationOptionsJSON,
  )
  return addPasskey({ ...answerTo(challenge, await navigator.credentials.create({ publicKey })), name })
}

function answerTo({ challengeId }: PasskeyChallenge, credential: Credential | null): PasskeyAnswer {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('No passkey', 'NotAllowedError')
  return { challengeId, credential: credential.toJSON() }
}
