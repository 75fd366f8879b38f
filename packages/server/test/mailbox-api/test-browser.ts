import assert from 'node:assert/strict'
import type { AuthenticationLevel } from '../../src/domain/access.ts'
import type { ContentLink, Letter, LetterPage, Session } from '../../src/http/mailbox-api/contract.ts'
import type { TestLetter, TestPerson } from './letter-builder.ts'
import type { TestMailbox } from './test-mailbox.ts'

/** A browser as far as the API can tell: keeps its cookie, and sends what our page would. */
export class TestBrowser {
  readonly #url: string
  cookie: string | undefined

  constructor(at: Pick<TestMailbox, 'url'>, cookie?: string) {
    this.#url = at.url
    this.cookie = cookie
  }

  async send(method: string, path: string, init: { headers?: Record<string, string>; body?: string } = {}) {
    const headers: Record<string, string> = { ...init.headers }
    if (this.cookie !== undefined) headers.cookie = this.cookie
    const response = await fetch(this.#url + path, { ...init, method, headers, redirect: 'manual' })
    const set = response.headers.getSetCookie().find((cookie) => cookie.includes('brevdue-session='))
    if (set !== undefined) this.cookie = set.includes('Max-Age=0') ? undefined : set.split(';', 1)[0]
    return response
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.send('GET', path, { headers })
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    const ours = { 'content-type': 'application/json', 'x-brevdue-request': '1', origin: this.#url }
    return this.send('POST', path, { body: JSON.stringify(body), headers: { ...ours, ...headers } })
  }

  async signIn(person: TestPerson, level: AuthenticationLevel = 'PASSWORD'): Promise<Session> {
    return json<Session>(await this.post('/api/sign-in', { personId: person.personId, level }), 200)
  }

  async list(query = ''): Promise<LetterPage> {
    return json<LetterPage>(await this.get(`/api/letters${query}`), 200)
  }

  async letter(letter: TestLetter): Promise<Letter> {
    return json<Letter>(await this.get(`/api/letters/${letter.letterId}`), 200)
  }

  askLink(letter: TestLetter, purpose: string, document = 0) {
    return this.post(`/api/letters/${letter.letterId}/documents/${letter.documentIds[document]}/link`, { purpose })
  }

  async link(letter: TestLetter, purpose = 'view', document = 0): Promise<string> {
    return (await json<ContentLink>(await this.askLink(letter, purpose, document), 201)).url
  }

  /** Opens a document the way the page does. */
  async open(letter: TestLetter, purpose = 'view', document = 0) {
    return this.get(await this.link(letter, purpose, document))
  }
}

export async function signedIn(at: TestMailbox, person: TestPerson, level?: AuthenticationLevel): Promise<TestBrowser> {
  const browser = new TestBrowser(at)
  await browser.signIn(person, level)
  return browser
}

export async function json<T>(response: Response, status: number): Promise<T> {
  const text = await response.text()
  assert.equal(response.status, status, text)
  return JSON.parse(text) as T
}

export async function problem(response: Response, status: number, code: string): Promise<Record<string, unknown>> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const body = await json<Record<string, unknown>>(response, status)
  assert.equal(body.code, code)
  return body
}
