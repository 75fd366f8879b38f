import {
  type Configuration,
  genericGrantRequest,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { type Finding, failed, ok, warning } from './finding.ts'

/**
 * Whether the provider takes us for the client that it registered. It is asked to redeem a code that it never gave: one
 * that knows us says that of the code (`invalid_grant`), any other that of us (`invalid_client`; RFC 6749, 5.2).
 */
export async function checkClient(configuration: Configuration, redirectUri: string): Promise<Finding[]> {
  const name = 'sign-in client'
  try {
    const noCode = { code: 'brevdue-doctor', redirect_uri: redirectUri, code_verifier: 'brevdue-doctor'.repeat(4) }
    await genericGrantRequest(configuration, 'authorization_code', noCode)
  } catch (error) {
    const answer = answerIn(error)
    if (answer === 'invalid_client' || answer === 'unauthorized_client') {
      const advice =
        'Compare BREVDUE_OIDC_CLIENT_ID and the secret or key with what is registered at the provider, and how it wants to be shown them (BREVDUE_OIDC_CLIENT_AUTHENTICATION).'
      return [failed(name, `the provider does not take us for its client (${answer})`, advice)]
    }
    if (answer === 'invalid_grant') return [ok(name, 'the provider knows us by our client id and secret or key')]
  }
  return [
    warning(name, 'whether the provider knows us cannot be told from its answer', 'Sign in once, and read the log.'),
  ]
}

function answerIn(error: unknown): string | undefined {
  if (error instanceof ResponseBodyError) return error.error
  return error instanceof WWWAuthenticateChallengeError && error.status === 401 ? 'invalid_client' : undefined
}
