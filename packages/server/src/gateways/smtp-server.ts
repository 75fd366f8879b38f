/** Where e-mail is handed over, as the transport wants it. */
export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** Nothing is said before STARTTLS has succeeded. */
  requireTLS: boolean
  /** STARTTLS is not used even where it is offered. */
  ignoreTLS: boolean
  auth?: { user: string; pass: string }
}

/**
 * Reads BREVDUE_SMTP_URL: `smtps://` has TLS from the start (port 465), `smtp://` turns it on with STARTTLS (port 587)
 * and refuses a server that cannot. On this same machine TLS is used where it is offered. `?tls=never` sends in the
 * clear, for a relay inside a closed network.
 *
 * @throws Error with a sentence that never repeats the password
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new Error(
      'must look like smtps://account:password@host:465 or smtp://account:password@host:587; special letters in the password are written as %..',
    )
  }
  const { tls, ...unknown } = Object.fromEntries(url.searchParams)
  if (Object.keys(unknown).length > 0 || (tls !== undefined && tls !== 'never') || !/^\/?$/.test(url.pathname)) {
    throw new Error('may end in ?tls=never and in nothing else after the port')
  }
  const secure = url.protocol === 'smtps:'
  if (secure && tls === 'never') throw new Error('asks for TLS with smtps:// and forbids it with ?tls=never')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  const optional = tls === 'never' || isThisMachine(host)
  const server = { host, port, secure, requireTLS: !secure && !optional, ignoreTLS: tls === 'never' }
  if (url.username === '') return server
  return { ...server, auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
