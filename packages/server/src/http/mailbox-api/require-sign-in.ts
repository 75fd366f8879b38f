import type { Config } from '../../config/config.ts'
import { ConfigError } from '../../config/config-error.ts'

/**
 * Refuses to start a server whose mailboxes nobody could sign in to, or anybody could.
 *
 * @throws ConfigError outside the sandbox, since no real sign-in is built yet
 */
export function requireSignIn(config: Pick<Config, 'mode'>): void {
  if (config.mode === 'sandbox') return
  throw new ConfigError([
    'No sign-in is configured: outside the sandbox people must prove who they are, and this version has no way to ask ' +
      'them yet (OpenID Connect and passkeys come later). Start `brevdue sandbox`, or set BREVDUE_MODE=sandbox, to try ' +
      'it with demo people.',
  ])
}
