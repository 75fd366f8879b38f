/** Why a sign-in at the provider is not accepted; `unmet` when the provider says that it cannot reach the level. */
export type Refusal = 'cancelled' | 'unmet' | 'not-accepted' | 'unavailable'

/** The provider's answer signs nobody in. The message is for the operator's log: no claim's value is in it. */
export class SignInRefused extends Error {
  override name = 'SignInRefused'
  readonly refusal: Refusal

  constructor(refusal: Refusal, why: string) {
    super(why)
    this.refusal = refusal
  }
}
