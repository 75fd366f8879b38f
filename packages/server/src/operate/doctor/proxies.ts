import type { Config } from '../../config/config.ts'
import { type Finding, ok, warning } from './finding.ts'

const name = 'proxies'

/** Whether tries to sign in can be counted by where they come from; undefined where nobody signs in. */
export function checkProxies({
  signIn,
  publicUrl,
  trustedProxies,
}: Pick<Config, 'signIn' | 'publicUrl' | 'trustedProxies'>): Finding | undefined {
  if (signIn === undefined) return undefined
  if (trustedProxies.length > 0) return ok(name, `X-Forwarded-For is believed from ${trustedProxies.join(', ')}`)
  // Brevdue does not end TLS itself: behind https there is a proxy, and everybody seems to come from it.
  if (publicUrl?.startsWith('https:') !== true) return undefined
  const uncounted =
    signIn === 'built-in'
      ? 'guesses at passwords are counted by whom they are about and not by where they come from'
      : 'sign-ins that are begun are not counted, and anybody may begin as many as they like'
  return warning(
    name,
    `none is named, so ${uncounted}`,
    'Set BREVDUE_TRUSTED_PROXIES to the address of the proxy that ends TLS, such as 127.0.0.1.',
  )
}
