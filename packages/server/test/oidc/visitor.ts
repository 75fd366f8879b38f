import { TestBrowser } from '../mailbox-api/test-browser.ts'
import type { TestMailbox } from '../mailbox-api/test-mailbox.ts'

interface Kept {
  value: string
  site: string
  sameSite: string
}

/** Where a navigation ended, and by which way. */
export interface Arrival {
  /** Path and query, for a page of the mailbox; else the whole address. */
  at: string
  visited: URL[]
  response: Response
}

/**
 * A browser that follows redirects between the mailbox and a provider, and keeps their cookies apart: strict ones stay
 * at home when another site has sent the browser, as after a sign-in.
 */
export class Visitor {
  readonly #home: URL
  readonly #cookies = new Map<string, Kept>()
  /** Cookies of the mailbox as its own page has them, for the JSON API. */
  readonly userAgent = 'Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0'

  constructor(at: Pick<TestMailbox, 'url'>) {
    this.#home = new URL(at.url)
  }

  /** Goes to a path of the mailbox, as by a link on its own page, and on to wherever that leads. */
  async visit(path: string, headers: Record<string, string> = {}): Promise<Arrival> {
    const visited: URL[] = []
    let url = new URL(path, this.#home)
    let foreign = false
    for (let hops = 0; hops < 20; hops++) {
      visited.push(url)
      foreign ||= url.hostname !== this.#home.hostname
      let response = await this.fetch(url, { headers }, foreign)
      const form = foreign && response.status === 200 ? formThatSendsItself(await response.clone().text()) : undefined
      if (form !== undefined) {
        response = await this.fetch(new URL(form.action, url), { method: 'POST', body: form.body, headers }, foreign)
      }
      const next = response.headers.get('location')
      if (next === null) return { at: this.#placeOf(url), visited, response }
      await response.arrayBuffer()
      url = new URL(next, url)
      if (url.origin === this.#home.origin && !url.pathname.startsWith('/auth/')) {
        return { at: this.#placeOf(url), visited, response }
      }
    }
    throw new Error(`Going round in circles: ${visited.map(String).join(' ')}`)
  }

  #placeOf(url: URL): string {
    return url.origin === this.#home.origin ? url.pathname + url.search : url.href
  }

  async fetch(url: URL, init: RequestInit, foreign: boolean): Promise<Response> {
    const cookies = [...this.#cookies]
      .filter(([, { site, sameSite }]) => site === url.hostname && !(foreign && sameSite === 'strict'))
      .map(([key, { value }]) => `${key.slice(key.indexOf(' ') + 1)}=${value}`)
    const headers = { 'user-agent': this.userAgent, ...(init.headers as Record<string, string>) }
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: cookies.length === 0 ? headers : { ...headers, cookie: cookies.join('; ') },
    })
    for (const line of response.headers.getSetCookie()) this.#keep(url, line)
    return response
  }

  #keep(url: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const equals = pair.indexOf('=')
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
    const told = attributes.map((attribute) => attribute.toLowerCase())
    const key = `${url.hostname} ${name}`
    const gone = value === '' || told.includes('max-age=0') || told.some((one) => one.includes('1970'))
    const sameSite = told.find((one) => one.startsWith('samesite='))?.slice('samesite='.length) ?? 'lax'
    if (gone) this.#cookies.delete(key)
    else this.#cookies.set(key, { value, site: url.hostname, sameSite })
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(`${this.#home.hostname} ${name}`)?.value
  }

  setCookie(name: string, value: string): void {
    const site = this.#home.hostname
    this.#cookies.set(`${site} ${name}`, { value, site, sameSite: 'lax' })
  }

  /** Forgets the provider's cookies: its own session, for one. */
  forgetProvider(): void {
    for (const [key, { site }] of this.#cookies) if (site !== this.#home.hostname) this.#cookies.delete(key)
  }

  /** The page of the mailbox, with the session as it is now. */
  get page(): TestBrowser {
    const token = this.cookie('brevdue-session')
    return new TestBrowser({ url: this.#home.origin }, token === undefined ? undefined : `brevdue-session=${token}`)
  }
}

/** A page of the provider that a script sends on at once, as when another person signs in there. */
function formThatSendsItself(page: string): { action: string; body: URLSearchParams } | undefined {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
  if (action === undefined || !page.includes('submit()')) return undefined
  const fields = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return {
    action,
    body: new URLSearchParams(Array.from(fields, ([, name = '', value = '']): [string, string] => [name, value])),
  }
}
