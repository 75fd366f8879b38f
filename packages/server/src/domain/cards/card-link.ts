import { domainToUnicode } from 'node:url'
import type { CardLink } from './card.ts'
import { plainText } from './plain-text.ts'

const longestAddress = 2048

/**
 * A sender's link with the domain to show on its button, or null when it cannot be trusted to lead where it seems to.
 * Only http and https; none with a name or password in front of the host (`https://bank.no@evil.example`).
 */
export function cardLink(address: string | undefined, text: string | undefined, longestText = 150): CardLink | null {
  const url = parsed(address)
  if (url === null) return null
  return { url: url.href, domain: shownDomain(url), text: plainText(text, longestText) }
}

/** What `externalLink` holds, where it stands inside another data type. */
export function nestedLink(
  link: { url: string; description?: string | undefined; buttonText?: string | undefined } | undefined,
): CardLink | null {
  return link === undefined ? null : cardLink(link.url, link.buttonText ?? link.description)
}

function parsed(address: string | undefined): URL | null {
  if (address === undefined || address.length > longestAddress) return null
  const url = URL.parse(address.trim())
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  return url.href.length > longestAddress ? null : url
}

/** The letters that names under .no may have: all of them Latin, none of them easily taken for another. */
const familiar = /^[-.0-9a-zàáäåæçčđéèêŋńñóòôöøšŧüž]+$/

/**
 * `blåbær.example` as people know it; any other script as the ASCII that the network uses (`xn--…`), because letters
 * of other scripts can look just like ours. A port that is not the usual one is shown: it is another server.
 */
function shownDomain(url: URL): string {
  const readable = domainToUnicode(url.hostname)
  const host = familiar.test(readable) ? readable : url.hostname
  return url.port === '' ? host : `${host}:${url.port}`
}
