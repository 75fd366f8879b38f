import { domainToUnicode } from 'node:url'
import type { CardLink } from './card.ts'
import { plainText } from './plain-text.ts'

/** What browsers and servers take in practice. A longer one is refused at the door. */
const longestAddress = 8192

/**
 * A sender's link with the domain to show on its button, or null when it cannot be trusted to lead where it seems to.
 * Only http and https; none with a name or password in front of the host (`https://bank.no@evil.example`).
 */
export function cardLink(address: string | undefined, text: string | undefined, longestText = 150): CardLink | null {
  if (address === undefined || linkFault(address) !== undefined) return null
  const url = new URL(address.trim())
  return { url: url.href, domain: shownDomain(url), text: plainText(text, longestText) }
}

/** What `externalLink` holds, where it stands inside another data type. */
export function nestedLink(
  link: { url: string; description?: string | undefined; buttonText?: string | undefined } | undefined,
): CardLink | null {
  return link === undefined ? null : cardLink(link.url, link.buttonText ?? link.description)
}

/** What keeps an address from becoming a link in the mailbox, for its sender; undefined when nothing does. */
export function linkFault(address: string): string | undefined {
  if (address.length > longestAddress) return `a url may have at most ${longestAddress} characters`
  const url = URL.parse(address.trim())
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    return 'a url must be a whole address that begins with https:// or http://'
  }
  if (url.username !== '' || url.password !== '') {
    return 'a url must not have a user name or password in front of its host, as links that deceive do'
  }
  return url.href.length > longestAddress ? `a url may have at most ${longestAddress} characters` : undefined
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
