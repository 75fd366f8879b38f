import type { IncomingHttpHeaders } from 'node:http'

/**
 * Why a request that changes something is not taken for one from our own page, or undefined. Three walls stand
 * behind each other: the cookie is SameSite=Strict, another site's page cannot set our header or a JSON content type
 * without asking first (and nobody answers that question), and the browser tells where a request comes from.
 *
 * @param publicOrigin where the mailbox is reached, when the operator has said so
 */
export function crossSiteFault(headers: IncomingHttpHeaders, publicOrigin: string | undefined): string | undefined {
  if (headers['x-brevdue-request'] !== '1') return 'The header X-Brevdue-Request: 1 is missing.'
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (contentType !== 'application/json') return 'Content-Type must be application/json.'
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return 'Sec-Fetch-Site says that another site sent this.'
  const { origin } = headers
  if (origin !== undefined && !isOurs(origin, publicOrigin, headers.host)) return 'Origin is not this mailbox.'
  return undefined
}

/** Behind a proxy that ends TLS only the host can be compared, hence not the scheme. */
function isOurs(origin: string, publicOrigin: string | undefined, host: string | undefined): boolean {
  if (origin === publicOrigin) return true
  if (host === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === host.toLowerCase()
}
