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
  const url = parseUrl(text)
  const secure = url.protocol === 'smtps:'
  const ignoreTLS = url.search === '?tls=never'
  if (secure && ignoreTLS) throw new Error('asks for TLS with smtps:// and forbids it with ?tls=never')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const usualPort = secure ? 465 : 587
  const requireTLS = !secure && !ignoreTLS && !isThisMachine(host)
  const server = { host, port: url.port === '' ? usualPort : Number(url.port), secure, requireTLS, ignoreTLS }
  if (url.username === '') return server
  return { ...server, auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new Error(
      'must look like smtps://account:password@host:465 or smtp://account:password@host:587; special letters in the password are written as %..',
    )
  }
  if (!/^\/?$/.test(url.pathname) || !['', '?tls=never'].includes(url.search)) {
    throw new Error('may end in ?tls=never and in nothing else after the port')
  }
  return url
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
