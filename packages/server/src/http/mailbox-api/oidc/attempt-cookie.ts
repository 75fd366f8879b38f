import type { Config } from '../../../config/config.ts'
import { attemptLifetimeMs } from '../../../store/sign-in-attempts.ts'
import { readCookie } from '../session-cookie.ts'

/** What a browser with a sign-in at the provider under way carries. */
export interface BrowserMark {
  /** Ties attempts to the browser that began them. */
  token: string
  /**
   * The provider came back with somebody whom it signs in nowhere here, and remembers that person: it must ask anew, or
   * the same person would be back at once.
   */
  anew: boolean
}

export interface AttemptCookie {
  read(header: string | undefined): BrowserMark | undefined
  set(mark: BrowserMark): string
  clear(): string
}

/**
 * What binds a sign-in to the browser that began it. The session's own cookie is SameSite=Strict and stays at home
 * when the provider sends the browser back; this one comes along, opens nothing and lives for minutes.
 */
export function attemptCookie(config: Pick<Config, 'publicUrl'>): AttemptCookie {
  const secure = config.publicUrl?.startsWith('https:') === true
  const name = secure ? '__Host-brevdue-sign-in' : 'brevdue-sign-in'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read(header) {
      const [, token, anew] = /^([\w-]{43})(\.anew)?$/.exec(readCookie(header, name) ?? '') ?? []
      return token === undefined ? undefined : { token, anew: anew !== undefined }
    },
    set: ({ token, anew }) =>
      `${name}=${token}${anew ? '.anew' : ''}; ${attributes}; Max-Age=${attemptLifetimeMs / 1000}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
