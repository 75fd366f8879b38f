/** Where the scanner listens. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** What clamd is set up with everywhere. */
const usualPort = 3310

/**
 * Reads BREVDUE_SCANNER: `clamd://host:port`, or `clamd:/path/to/socket` for a socket of this machine.
 *
 * @throws Error with a sentence to be read after the variable's name
 */
export function readClamdAddress(text: string): ClamdAddress {
  const url = URL.parse(text)
  const extra = url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== ''
  if (extra || url.protocol !== 'clamd:') throw new Error(wrong(text))
  if (text.startsWith('clamd://')) {
    if (url.hostname === '' || !/^\/?$/.test(url.pathname)) throw new Error(wrong(text))
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    return { host, port: url.port === '' ? usualPort : Number(url.port) }
  }
  if (!url.pathname.startsWith('/')) throw new Error(wrong(text))
  return { path: decodeURIComponent(url.pathname) }
}

const wrong = (text: string): string =>
  `is “${text}”; it must look like clamd://127.0.0.1:3310 or clamd:/path/to/socket`

/** As an operator reads it. */
export const nameOfClamd = (address: ClamdAddress): string =>
  'path' in address ? address.path : `${address.host}, port ${address.port}`
