import { trimSpace } from './ascii-space.ts'

/** Where a link of a letter leads. */
export interface LinkTarget {
  /** What the view's link says; undefined when the link leads nowhere: its text stays, without a link */
  href: string | undefined
  /** What was made of the address, when it does not lead where it is written to */
  note?: string
}

const onSite = /^[\p{L}\p{N}\\.#@$%+&;\-_~,?=/!]+$/u
// The pattern of the rules also names ftp and ftps, but their URL scheme filter drops them afterwards.
const offSite = /^(?:https?:\/\/|mailto:)[\p{L}\p{N}][\p{L}\p{N}\p{Zs}.#@$%+&;:\-_~,?=/!()]*$/u
const withinLetter = /^#/
const withScheme = /^(?:https?:\/\/|mailto:)/
const schemeLost = /^https?\/\/+(?=[^/])/
const hostAhead = /^\/\/(?=[^/])/
const bareHost = /^(?:www\.[^/?#]+|(?:[\p{L}\p{N}-]+\.)+(?:no|se|dk|fi|is|eu|com|net|org))(?=[/?#]|$)/iu
const address = /^[^/?#@]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:\?[^#]*)?$/u
const escapes: Readonly<Record<string, string>> = {
  ' ': '%20',
  '(': '%28',
  ')': '%29',
  '{': '%7b',
  '}': '%7d',
  '\t': '%09',
  '\n': '%0a',
  '\f': '%0c',
  '\r': '%0d',
}

/** Whether the rules take an address, as `escapeAddress` wrote it, for one without a scheme. */
export function isOnSite(address: string): boolean {
  return onSite.test(address)
}

/** Whether the rules take an address, as `escapeAddress` wrote it, for one with a scheme. */
export function isOffSite(address: string): boolean {
  return offSite.test(address)
}

/** Writes an address as the HTML rules do: without white space around, and some characters in it escaped. */
export function escapeAddress(address: string): string {
  return trimSpace(address).replace(/[\t\n\f\r (){}]/g, (character) => escapes[character] ?? '')
}

/**
 * Says where an allowed `href` leads. In a mailbox an address without a scheme would be a page of the mailbox itself,
 * which the sender cannot have meant: it becomes what it evidently means, or leads nowhere.
 *
 * @param href as `escapeAddress` wrote it
 */
export function linkTarget(href: string): LinkTarget {
  if (withinLetter.test(href)) return { href }
  if (withScheme.test(href))
    return leadsSomewhere(href) ? { href } : nowhere(href, 'is no address that a browser opens')
  // Browsers take backslashes for slashes.
  const slashed = href.replaceAll('\\', '/')
  const meant = meantAddress(slashed)
  if (meant === undefined || !isOffSite(meant) || !leadsSomewhere(meant))
    return nowhere(href, 'has no scheme, and a letter has no pages beside it')
  return { href: meant, note: `link "${href}" is shown as ${meant}` }
}

function meantAddress(href: string): string | undefined {
  if (schemeLost.test(href)) return href.replace(schemeLost, href.startsWith('https') ? 'https://' : 'http://')
  if (hostAhead.test(href)) return `https:${href}`
  if (bareHost.test(href)) return `https://${href}`
  return address.test(href) ? `mailto:${href}` : undefined
}

/** A host needs a dot: a name without one is of the reader's own network. */
function leadsSomewhere(href: string): boolean {
  const url = URL.parse(href)
  if (url === null) return false
  return url.protocol === 'mailto:' || /[^.]\.[^.]|^\[/.test(url.hostname)
}

function nowhere(href: string, why: string): LinkTarget {
  return { href: undefined, note: `link "${href}" leads nowhere: it ${why}` }
}
