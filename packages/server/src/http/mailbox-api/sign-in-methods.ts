import type { ServerDeps } from '../deps.ts'
import { sandboxSignIn } from './sandbox-sign-in.ts'
import type { SignInWay } from './sign-in-way.ts'

/**
 * The one way to sign in that the operator chose. The ways of the other modes are not registered at all, so that
 * nothing of the sandbox, which believes whatever it is told, can be reached in a service.
 */
export function signInMethod(deps: ServerDeps): SignInWay | undefined {
  if (deps.config.mode === 'sandbox') return sandboxSignIn(deps)
  switch (deps.config.signIn) {
    case 'oidc':
      throw new Error('Sign-in by OpenID Connect is not built yet')
    case 'built-in':
      throw new Error('The built-in sign-in is not built yet')
    case undefined:
      return undefined
  }
}
