import type {
  PasskeyAnswer,
  PasskeyChallenge,
  PasskeyQuestion,
  SignedIn,
  SignInMethods,
} from '@brevdue/server/built-in-contract'
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { addPasskey, newPasskeyChallenge, passkeySignInChallenge, signInByPasskey } from '../api/built-in-api.ts'
import type { MessageKey } from '../language/catalogues.ts'

/** Older browsers, and pages that are not served over https, have none. */
export const passkeysWork = browserSupportsWebAuthn

/** The browser, the device or a password manager gave no passkey. */
export class PasskeyFailure extends Error {
  override name = 'PasskeyFailure'
  /** The cause in words. */
  readonly words: MessageKey

  constructor(words: MessageKey, cause: unknown) {
    super(words, { cause })
    this.words = words
  }
}

/**
 * @param question `confirm` asks whoever is signed in to show a passkey again
 * @throws PasskeyFailure, or the server's refusal
 */
export async function signInWithPasskey(question: PasskeyQuestion = {}): Promise<SignedIn> {
  const challenge = await passkeySignInChallenge(question)
  const optionsJSON = challenge.options as unknown as PublicKeyCredentialRequestOptionsJSON
  return signInByPasskey(await answerTo(challenge, () => startAuthentication({ optionsJSON })))
}

/** @throws PasskeyFailure, or the server's refusal */
export async function createPasskey(name: string): Promise<SignInMethods> {
  const challenge = await newPasskeyChallenge()
  const optionsJSON = challenge.options as unknown as PublicKeyCredentialCreationOptionsJSON
  return addPasskey({ ...(await answerTo(challenge, () => startRegistration({ optionsJSON }))), name })
}

/**
 * The library reads the credential's parts and never asks what kind of object it is: password managers hand over objects of
 * their own, on which `instanceof` is false and `toJSON` throws.
 */
async function answerTo(
  { challengeId }: PasskeyChallenge,
  ask: () => Promise<PasskeyAnswer['credential']>,
): Promise<PasskeyAnswer> {
  try {
    return { challengeId, credential: await ask() }
  } catch (error) {
    throw new PasskeyFailure(wordsFor(error), error)
  }
}

/** Names of DOMException as WebAuthn gives them (Level 3, 5.1.3 and 5.1.4); the library keeps them. */
const wordsOfName: Readonly<Record<string, MessageKey>> = {
  NotAllowedError: 'passkey.turnedAway',
  AbortError: 'passkey.turnedAway',
  TimeoutError: 'passkey.turnedAway',
  InvalidStateError: 'passkey.knownHere',
  ConstraintError: 'passkey.noLock',
  NotSupportedError: 'passkey.unsupported',
  SecurityError: 'passkey.wrongAddress',
  TypeError: 'passkey.unreadable',
}

function wordsFor(error: unknown): MessageKey {
  const { name } = error as { name?: unknown }
  // The library's own error for an answer that is null: a password manager was closed.
  if (name === 'Error') return 'passkey.turnedAway'
  return (typeof name === 'string' ? wordsOfName[name] : undefined) ?? 'passkey.deviceFailed'
}
