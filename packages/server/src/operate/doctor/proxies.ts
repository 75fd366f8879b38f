import type { Config } from '../../config/config.ts'
import { type Finding, ok, warning } from './finding.ts'

const name = 'proxies'

/** Whether guesses can be counted by where they come from; undefined where no password is kept here. */
export function checkProxies({
  signIn,
  publicUrl,
  trustedProxies,
}: Pick<Config, 'signIn' | 'publicUrl' | 'trustedProxies'>): Finding | undefined {
  if (signIn !== 'built-in') return undefined
  if (trustedProxies.length > 0) return ok(name, `X-Forwarded-For is believed from ${trustedProxies.join(', ')}`)
  // Brevdue does not end TLS itself: behind https there is a proxy, and everybody seems to come from it.
  if (publicUrl?.startsWith('https:') !== true) return undefined
  return warning(
    name,
    'none is named, so guesses at passwords are counted by whom they are about and not by where they come from',
    'Set BREVDUE_TRUSTED_PROXIES to the address of the proxy that ends TLS, such as 127.0.0.1.',
  )
}
