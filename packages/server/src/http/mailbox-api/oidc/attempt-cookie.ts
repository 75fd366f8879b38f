import type { Config } from '../../../config/config.ts'
import { attemptLifetimeMs } from '../../../store/sign-in-attempts.ts'
import { readCookie } from '../session-cookie.ts'

export interface AttemptCookie {
  read(header: string | undefined): string | undefined
  set(token: string): string
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
      const token = readCookie(header, name)
      return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
    },
    set: (token) => `${name}=${token}; ${attributes}; Max-Age=${attemptLifetimeMs / 1000}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
