import type { ServerMetadata } from 'openid-client'
import type { Config, OidcConfig } from '../../config/config.ts'
import { startProblems } from '../../config/start-problems.ts'
import { chooseRequestForm } from '../../gateways/oidc/authorization-request.ts'
import { discover } from '../../gateways/oidc/discover.ts'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'
import { checkClient } from './sign-in-client.ts'

/** Whether people can sign in: the set-up as a whole, and the provider when there is one. */
export async function checkSignIn(config: Config, isSandbox: boolean, clock: () => Date): Promise<Finding[]> {
  if (config.mode === 'sandbox') return []
  if (config.signIn === undefined) {
    if (isSandbox) return []
    const advice = 'Set BREVDUE_SIGN_IN to oidc or built-in before `brevdue serve`; a sandbox needs none.'
    return [warning('sign-in', 'none is set up', advice)]
  }
  const problems = startProblems(config)
  const setUp = problems.map((problem) => failed('sign-in', problem, 'The server does not start before that.'))
  return config.oidc === undefined ? setUp : [...setUp, ...(await checkProvider(config.oidc, config.publicUrl, clock))]
}

async function checkProvider(oidc: OidcConfig, publicUrl: string | undefined, clock: () => Date): Promise<Finding[]> {
  const name = 'sign-in provider'
  try {
    const { configuration, metadata, fetchKeys } = await discover(oidc, clock)
    const { keys } = await fetchKeys()
    if (keys.length === 0) return [failed(name, 'publishes no keys', 'Ask whoever runs the provider.')]
    const ways = ['redirect URI', 'back-channel logout', 'front-channel logout', 'after sign-out']
    const paths = [
      '/auth/oidc/callback',
      '/auth/oidc/back-channel-logout',
      '/auth/oidc/front-channel-logout',
      '/signed-out',
    ]
    const register = paths.map((path, index) => `${publicUrl ?? ''}${path} (${ways[index]})`).join(', ')
    return [
      ok(
        name,
        `${metadata.issuer} describes itself and has ${keys.length} keys; registered there should be ${register}`,
      ),
      ...(await checkClient(configuration, `${publicUrl ?? ''}/auth/oidc/callback`)),
      ...checkWords(oidc, metadata.acr_values_supported),
      await checkRequest(oidc, metadata),
    ]
  } catch (error) {
    const advice =
      'See that BREVDUE_OIDC_ISSUER is exactly what the provider calls itself, and that this machine may call it. The server starts all the same, and asks again by itself.'
    return [failed(name, reasonOf(error), advice)]
  }
}

/** Whether the person at the browser could take parameters out of the request. */
async function checkRequest(oidc: OidcConfig, metadata: ServerMetadata): Promise<Finding> {
  const name = 'sign-in request'
  const choice = await chooseRequestForm(oidc, metadata)
  if ('problem' in choice) return failed(name, choice.problem, 'Correct BREVDUE_OIDC_REQUEST, or leave it out.')
  if (choice.form !== 'plain') return ok(name, `${choice.form}: the browser cannot change it`)
  if (oidc.request === undefined) {
    return ok(name, 'plain: the provider offers neither pushed requests nor, for this client, signed ones')
  }
  const advice = 'Leave BREVDUE_OIDC_REQUEST out: then the strongest form is taken that the provider offers.'
  return warning(name, 'plain, because BREVDUE_OIDC_REQUEST says so', advice)
}

/** An acr that the provider does not have is never reached: a misspelt one keeps letters locked. */
function checkWords({ levels }: OidcConfig, supported: unknown): Finding[] {
  if (!Array.isArray(supported)) return []
  const unknown = [...levels.keys()].filter((acr) => !supported.includes(acr))
  if (unknown.length === 0) return [ok('sign-in levels', `the provider has ${[...levels.keys()].join(', ')}`)]
  const advice = `Correct BREVDUE_OIDC_LEVELS; the provider has ${supported.join(', ')}.`
  return [warning('sign-in levels', `the provider does not speak of ${unknown.join(', ')}`, advice)]
}
