import type { ServerDeps } from '../deps.ts'
import { builtInSignIn } from './built-in/built-in-sign-in.ts'
import { oidcSignIn } from './oidc/oidc-sign-in.ts'
import { sandboxSignIn } from './sandbox-sign-in.ts'
import type { SignInWay } from './sign-in-way.ts'

/**
 * The one way to sign in that the operator chose. The ways of the other modes are not registered at all, so that
 * nothing of the sandbox, which believes whatever it is told, can be reached in a service.
 */
export function signInMethod(deps: ServerDeps): SignInWay | undefined {
  const { mode, signIn, oidc } = deps.config
  if (mode === 'sandbox') return sandboxSignIn(deps)
  switch (signIn) {
    case 'oidc':
      return oidc === undefined ? undefined : oidcSignIn(deps, oidc)
    case 'built-in':
      return builtInSignIn(deps)
    case undefined:
      return undefined
  }
}
