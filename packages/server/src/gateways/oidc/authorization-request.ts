import {
  buildAuthorizationUrl,
  buildAuthorizationUrlWithJAR,
  buildAuthorizationUrlWithPAR,
  ResponseBodyError,
  type ServerMetadata,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import type { OidcConfig } from '../../config/config.ts'
import { ProviderUnreachable } from './bounded-fetch.ts'
import { type ClientKey, readClientKey } from './client-authentication.ts'
import type { Discovered } from './discover.ts'
import { faultIn, unreachableIn } from './faults.ts'
import { SignInRefused } from './sign-in-refused.ts'

/**
 * How the parameters reach the provider: pushed from server to server (RFC 9126), signed with the client key (RFC 9101),
 * or plain in the address, where the person at the browser can change them.
 */
export type RequestForm = 'pushed' | 'signed' | 'plain'

/** A way to bring the authorization request to this provider, or why there is none. */
export type RequestChoice = { form: RequestForm; key?: ClientKey } | { problem: string }

/** The strongest form that the provider offers, unless the operator has set one. */
export async function chooseRequestForm(oidc: OidcConfig, metadata: ServerMetadata): Promise<RequestChoice> {
  const pushing = metadata.pushed_authorization_request_endpoint !== undefined
  const key = oidc.clientKey === undefined ? undefined : await readClientKey(oidc.clientKey.reveal(), oidc.clientKeyId)
  switch (oidc.request) {
    case 'pushed':
      return pushing ? { form: 'pushed' } : { problem: missing('pushed', 'pushed_authorization_request_endpoint') }
    case 'signed':
      // The configuration has checked that there is a key.
      return key === undefined ? { problem: 'a signed request needs BREVDUE_OIDC_CLIENT_KEY' } : { form: 'signed', key }
    case 'plain':
      return { form: 'plain' }
    case undefined:
      if (pushing) return { form: 'pushed' }
      return key !== undefined && takesSigned(metadata, key) ? { form: 'signed', key } : { form: 'plain' }
  }
}

function missing(form: RequestForm, name: string): string {
  return `its description has no ${name}, and BREVDUE_OIDC_REQUEST is ${form}`
}

/** OpenID Connect Discovery 1.0, section 3: a provider that does not say so takes no request object. */
function takesSigned(metadata: ServerMetadata, { algorithm }: ClientKey): boolean {
  const algorithms = metadata['request_object_signing_alg_values_supported']
  const accepted = !Array.isArray(algorithms) || algorithms.includes(algorithm)
  return metadata['request_parameter_supported'] === true && accepted
}

/**
 * The address that the browser is sent to.
 *
 * @throws ProviderUnreachable | SignInRefused when the provider does not take the pushed request
 */
export async function authorizationUrl(
  { configuration, metadata }: Pick<Discovered, 'configuration' | 'metadata'>,
  oidc: OidcConfig,
  parameters: Record<string, string>,
): Promise<URL> {
  const choice = await chooseRequestForm(oidc, metadata)
  if ('problem' in choice) throw new ProviderUnreachable(choice.problem)
  if (choice.form === 'plain') return buildAuthorizationUrl(configuration, parameters)
  if (choice.key !== undefined) {
    return buildAuthorizationUrlWithJAR(configuration, parameters, choice.key.privateKey)
  }
  try {
    return await buildAuthorizationUrlWithPAR(configuration, parameters)
  } catch (error) {
    throw pushFault(error)
  }
}

/** No fallback to a plain request: whoever can make a push fail would take its protection away. */
function pushFault(error: unknown): Error {
  const unreachable = unreachableIn(error)
  if (unreachable !== undefined) return unreachable
  return new SignInRefused('not-accepted', `the provider refused the pushed request: ${pushAnswer(error)}`)
}

function pushAnswer(error: unknown): string {
  if (error instanceof ResponseBodyError && /^[a-z_]{1,60}$/.test(error.error)) return error.error
  return error instanceof WWWAuthenticateChallengeError ? 'invalid_client' : faultIn(error)
}
