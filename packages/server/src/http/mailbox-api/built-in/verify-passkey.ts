import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { NewPasskey, PasskeyOnFile } from '../../../store/built-in/passkeys.ts'
import type { Kit } from './kit.ts'

/** EdDSA, ES256 and RS256: what authenticators have, and what the platform checks without experiments. */
export const passkeyAlgorithms = [-8, -7, -257]

/** Why a passkey is not accepted. */
export type PasskeyFault = 'NOT_ACCEPTED' | 'PASSKEY_UNVERIFIED'

/** What an answer that holds says about the passkey. */
export interface PasskeyUse {
  counter: number
  backedUp: boolean
}

/**
 * Whether this passkey, used by a person it has recognised, has answered this challenge on our own page. The library
 * checks challenge, origin, RP id, counter and signature; it throws for what is wrong. User verification is looked at here,
 * since its lack is the one fault that the person can mend: a security key without a PIN, a password manager left unlocked.
 */
export async function verifyUse(
  kit: Kit,
  passkey: PasskeyOnFile,
  asked: { challenge: string; response: AuthenticationResponseJSON },
): Promise<PasskeyUse | PasskeyFault> {
  const { response, challenge } = asked
  const { userHandle } = response.response
  if (userHandle !== undefined && !Buffer.from(userHandle, 'base64url').equals(passkey.handle)) return 'NOT_ACCEPTED'
  if (isFramed(response.response.clientDataJSON)) return 'NOT_ACCEPTED'
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: kit.origin,
      expectedRPID: kit.rpId,
      requireUserVerification: false,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    })
    if (!verified) return 'NOT_ACCEPTED'
    if (!authenticationInfo.userVerified) return 'PASSKEY_UNVERIFIED'
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp }
  } catch (error) {
    kit.deps.log.info({ err: error }, 'an answer of a passkey was refused')
    return 'NOT_ACCEPTED'
  }
}

export type MadePasskey = Pick<NewPasskey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>

/** A new passkey, made on our own page by an authenticator that has recognised its owner; else why not. */
export async function verifyNew(
  kit: Kit,
  asked: { challenge: string; response: RegistrationResponseJSON },
): Promise<MadePasskey | PasskeyFault> {
  const { response, challenge } = asked
  if (isFramed(response.response.clientDataJSON)) return 'NOT_ACCEPTED'
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: kit.origin,
      expectedRPID: kit.rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: passkeyAlgorithms,
    })
    if (!verified) return 'NOT_ACCEPTED'
    const { credential, credentialBackedUp, userVerified } = registrationInfo
    if (!userVerified) return 'PASSKEY_UNVERIFIED'
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).filter((transport) => /^[a-z-]{1,20}$/.test(transport)),
      backedUp: credentialBackedUp,
    }
  } catch (error) {
    kit.deps.log.info({ err: error }, 'a new passkey was refused')
    return 'NOT_ACCEPTED'
  }
}

/** Our page is never inside another site's; the library lets that through where the browser does not say whose. */
function isFramed(clientDataJSON: string): boolean {
  try {
    const told = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { crossOrigin?: unknown }
    return told.crossOrigin === true
  } catch {
    return true
  }
}
