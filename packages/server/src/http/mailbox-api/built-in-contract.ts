/**
 * The built-in sign-in, for operators without an identity provider: what `contract.ts` is for the mailbox. Types only.
 * Exists only where the operator chose `BREVDUE_SIGN_IN=built-in`. Passkeys travel as the JSON forms of WebAuthn level 3.
 *
 * Wrong address, password, link, code, and "nobody of that address" look alike: 401 NOT_ACCEPTED. Too many: 429
 * TOO_MANY_ATTEMPTS with `retryAfter`. Every answer about accounts takes the same time whether or not there is one.
 */

/**
 * POST /api/sign-in/passkey/options {} → 200 PasskeyChallenge (discoverable credentials: nobody types who they are).
 * POST /api/sign-in/passkey { challengeId, credential } → 200 SignedIn.
 *
 * With `{ confirm: true }` in the first, whoever is signed in shows a passkey again: the session is raised (outcome
 * `raised`, `returnTo` null) and changes to the sign-in methods are open for a while. While a step-up is under way
 * (`Session.stepUp`) the options ask for the same person by themselves, and `returnTo` is the letter. Another person's
 * passkey is then 401 NOT_ACCEPTED, and the session stays as it was.
 */
export interface PasskeyQuestion {
  confirm?: boolean
}
export interface PasskeyChallenge {
  challengeId: string
  /** PublicKeyCredentialRequestOptionsJSON, or PublicKeyCredentialCreationOptionsJSON when one is added. */
  options: unknown
}
export interface PasskeyAnswer {
  challengeId: string
  /** AuthenticationResponseJSON or RegistrationResponseJSON. */
  credential: unknown
}
/** With `stepUp` the session that was there has been raised, and the page goes to `returnTo`. */
export interface SignedIn {
  returnTo: string | null
  outcome: 'signed-in' | 'raised' | 'too-low'
}

/**
 * POST /api/sign-in/password { emailAddress, password } → 202 PasswordStarted, whoever asked: a link and a code go by
 * e-mail if and only if both are right. The attempt is bound to this browser by a cookie of its own.
 * POST /api/sign-in/email { code } → 200 SignedIn; `code` is the one typed, or the long one from the link
 * (`/sign-in/link#<code>`), which works only in the browser that asked.
 */
export interface PasswordSignIn {
  emailAddress: string
  password: string
}
export interface PasswordStarted {
  /** The link and the code end. */
  expiresAt: string
}
export interface EmailCode {
  code: string
}

/**
 * POST /api/activation { code } → 200 Activation: the one-time code of `brevdue invite` (page `/activate#<code>`),
 * opens a session of the method `activation` that may only set up sign-in methods. Level PASSWORD: letters stay closed.
 * The same code opens it again until it is finished or expires: in the same browser where one was, in another afresh.
 */
export interface Activation {
  name: string
  expiresAt: string
}

/** GET /api/sign-in-methods → 200. What the owner has set up. */
export interface SignInMethods {
  passkeys: { id: string; name: string; addedAt: string; lastUsedAt: string | null }[]
  /** The address is shown to its owner only. */
  password: { emailAddress: string; changedAt: string } | null
  /** How many unused recovery codes are left; null when none were ever made. */
  recoveryCodes: number | null
  /** False where no outgoing e-mail is set up. */
  passwordPossible: boolean
  /**
   * False where a change is refused now (403 FORBIDDEN): the session's level or method does not suffice, or the passkey
   * was shown more than 15 minutes ago. A passkey shown with `confirm: true` makes it true.
   */
  mayChange: boolean
}

/**
 * POST /api/sign-in-methods/passkeys/options {} → 200 PasskeyChallenge; POST /api/sign-in-methods/passkeys
 * { challengeId, credential, name } → 201 SignInMethods; POST /api/sign-in-methods/passkeys/:passkeyId/remove {} → 200
 * SignInMethods (409 FORBIDDEN for the last way in). POST /api/sign-in-methods/password { emailAddress, password } → 202:
 * a code goes to the address (400 INVALID_REQUEST for a password that is too short, too long or too common); POST /api/sign-in-methods/password/confirm { code } → 200 SignInMethods (409 FORBIDDEN: another mailbox has that address).
 * POST /api/sign-in-methods/recovery-codes {} → 201 RecoveryCodes: ten, shown once; older ones end.
 * POST /api/activation/finish {} → 200 SignedIn: the activation becomes an ordinary session, at the level set up (409
 * FORBIDDEN before anything is). It also ends a recovery in which a passkey was added.
 * All need level TWO_FACTOR, or a fresh activation; all tell the owner by e-mail where one is known.
 */
export interface NewPasskey extends PasskeyAnswer {
  name: string
}
export interface RecoveryCodes {
  codes: string[]
}

/**
 * POST /api/recovery { emailAddress, password, recoveryCode } → 202 PasswordStarted, then /api/sign-in/email as for a
 * password: two things the owner knows and one that comes by e-mail open a session of the method `recovery`, in which
 * a new passkey can be added; finish with /api/activation/finish. Every other session ends, and the owner is told. Without them: the operator's invitation.
 */
export interface Recovery extends PasswordSignIn {
  recoveryCode: string
}
