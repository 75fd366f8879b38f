import type { Config } from '../../../config/config.ts'
import { readCookie } from '../session-cookie.ts'

/** A secret that ties something to the browser it was begun in. */
export interface BrowserCookie {
  /** Undefined when the browser has none of ours. */
  read(header: string | undefined): string | undefined
  set(token: string): string
  clear(): string
}

export interface BrowserCookies {
  /** For a question to a passkey, and for setting up with the operator's code. Until the browser is closed. */
  ceremony: BrowserCookie
  /** For the half of a sign-in that waits for a code. */
  attempt: BrowserCookie
  /** Kept: somebody has signed in in this browser before. It opens nothing. */
  known: BrowserCookie
}

const yearSeconds = 365 * 86_400
/** A code lives shorter than this (`codes.ts`), and the server knows how long. */
const attemptSeconds = 3600

export function browserCookies({ publicUrl }: Pick<Config, 'publicUrl'>): BrowserCookies {
  const secure = publicUrl?.startsWith('https:') === true
  return {
    ceremony: browserCookie('brevdue-ceremony', secure),
    attempt: browserCookie('brevdue-attempt', secure, attemptSeconds),
    known: browserCookie('brevdue-known', secure, yearSeconds),
  }
}

function browserCookie(plainName: string, secure: boolean, seconds?: number): BrowserCookie {
  const name = secure ? `__Host-${plainName}` : plainName
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    read(header) {
      const token = readCookie(header, name)
      return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
    },
    set: (token) => `${name}=${token}; ${attributes}${seconds === undefined ? '' : `; Max-Age=${seconds}`}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
