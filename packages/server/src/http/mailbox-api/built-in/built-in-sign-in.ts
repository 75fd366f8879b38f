import type { ServerDeps } from '../../deps.ts'
import { cancelStepUp } from '../cancel-step-up.ts'
import type { SignInWay } from '../sign-in-way.ts'
import { askOnOurPage, startStepUp } from '../start-step-up.ts'
import { activation } from './activation.ts'
import { finishActivation } from './finish-activation.ts'
import { builtInKit } from './kit.ts'
import { readMethods } from './methods.ts'
import { passkeyMethods } from './passkey-methods.ts'
import { passkeySignIn } from './passkey-sign-in.ts'
import { passwordMethod } from './password-method.ts'
import { passwordSignIn } from './password-sign-in.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** Passkeys, and passwords with a code by e-mail, that Brevdue keeps itself: `built-in-contract.ts`. */
export function builtInSignIn(deps: ServerDeps): SignInWay {
  const kit = builtInKit(deps)
  const password = deps.email !== undefined
  const always = [passkeySignIn, activation, finishActivation, readMethods, passkeyMethods, makeRecoveryCodes]
  // Without outgoing e-mail a password leads nowhere, so nothing asks for one.
  const withEmail = password ? [passwordSignIn, passwordMethod] : []
  return {
    endpoints: [startStepUp(askOnOurPage), cancelStepUp, ...[...always, ...withEmail].map((endpoint) => endpoint(kit))],
    async options() {
      return { mode: 'built-in', password }
    },
  }
}
