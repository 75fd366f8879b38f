import type { Config } from '../../config/config.ts'

export interface SessionCookie {
  readonly name: string
  /** The token a request came with. */
  read(header: string | undefined): string | undefined
  /** Set-Cookie values. The cookie lives as long as the browser does; the server knows when the session ends. */
  set(token: string): string
  clear(): string
}

/** Behind https the `__Host-` prefix makes the browser itself refuse a cookie planted by a neighbouring name. */
export function sessionCookie(config: Pick<Config, 'publicUrl'>): SessionCookie {
  const secure = config.publicUrl?.startsWith('https:') === true
  const name = secure ? '__Host-brevdue-session' : 'brevdue-session'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    name,
    read: (header) => readCookie(header, name),
    set: (token) => `${name}=${token}; ${attributes}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}

/** The first cookie of that name; undefined when there is none or it is empty. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim() || undefined
  }
  return undefined
}
