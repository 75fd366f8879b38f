import type { Config } from './config.ts'

type Facts = Pick<Config, 'mode' | 'signIn' | 'publicUrl' | 'host'>

/**
 * Why a server must not start with this configuration, although operator verbs may use it: they share the environment
 * with the service and need no sign-in.
 */
export function startProblems({ mode, signIn, publicUrl, host }: Facts): string[] {
  if (mode === 'sandbox') return []
  if (signIn === undefined) {
    return [
      'No sign-in to the mailbox is set up, and a service must not run without one. Set BREVDUE_SIGN_IN to oidc, for people who sign in at a provider of OpenID Connect (docs/guides/sign-in-oidc.md), or to built-in, for passkeys and passwords that Brevdue keeps itself (docs/guides/sign-in-built-in.md). To try everything out with made-up people: brevdue sandbox.',
    ]
  }
  if (publicUrl === undefined) {
    return [
      'BREVDUE_PUBLIC_URL must be set for a service: it is where people reach the mailbox, and sign-in is bound to exactly that address.',
    ]
  }
  const url = new URL(publicUrl)
  if (signIn === 'built-in' && isAddress(url.hostname)) {
    return [
      `BREVDUE_PUBLIC_URL is ${publicUrl}; a passkey is made for a name and not for an address, so the built-in sign-in needs a host name there (on this machine alone: http://localhost:8282).`,
    ]
  }
  if (url.pathname !== '/') {
    return [
      `BREVDUE_PUBLIC_URL is ${publicUrl}; the mailbox needs an origin of its own, without a path, such as ${url.origin}.`,
    ]
  }
  if (url.protocol === 'https:' || (isLoopback(url.hostname) && isLoopback(host))) return []
  return [
    `A service is reached by https, since over plain http (${publicUrl}, listening on ${host}) anybody on the way could take over a session. Put a proxy that ends TLS in front, and set BREVDUE_PUBLIC_URL to its https:// address. Plain http is accepted on this machine alone: HOST=127.0.0.1 and BREVDUE_PUBLIC_URL=http://localhost:8282.`,
  ]
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
