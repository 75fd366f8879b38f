import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Overrides } from '../../src/config/load.ts'
import { codeBytes, readCode, writeCode } from '../../src/domain/built-in/one-time-code.ts'
import type {
  Activation,
  PasskeyChallenge,
  SignedIn,
  SignInMethods,
} from '../../src/http/mailbox-api/built-in-contract.ts'
import { invite } from '../../src/store/built-in/invitations.ts'
import { freePort } from '../../src/testing/free-port.ts'
import { startSmtp, type TestSmtp, textOf } from '../../src/testing/test-smtp.ts'
import { addPerson, type TestPerson } from '../mailbox-api/letter-builder.ts'
import { startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'
import { type Lies, SoftwareAuthenticator } from './software-authenticator.ts'

/** Cheap enough for tests that compute many. */
const quickCost = { logCost: 10, blockSize: 8, parallelism: 1 }
/** From here requests seem to come unless a test says otherwise: the server listens on loopback. */
const proxies = '127.0.0.1'

export interface BuiltInMailbox extends AsyncDisposable {
  at: TestMailbox
  smtp: TestSmtp
  /** As people reach it. */
  origin: string
}

/** A service with the built-in sign-in and a real SMTP server beside it. */
export async function startBuiltIn(
  options: { overrides?: Overrides; passwordCost?: typeof quickCost; email?: boolean } = {},
): Promise<BuiltInMailbox> {
  const smtp = await startSmtp()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const email = options.email === false ? {} : { smtpUrl: smtp.url, mailFrom: 'Brevdue <no-reply@brevdue.example>' }
  const at = await startMailbox({
    passwordCost: options.passwordCost ?? quickCost,
    overrides: {
      mode: 'service',
      signIn: 'built-in',
      publicUrl: origin,
      port,
      trustedProxies: proxies,
      ...email,
      ...options.overrides,
    },
  })
  return {
    at,
    smtp,
    origin,
    async [Symbol.asyncDispose]() {
      await at[Symbol.asyncDispose]()
      await smtp.close()
    },
  }
}

export interface Answer<T = unknown> {
  status: number
  body: T & { code?: string; retryAfter?: number; detail?: string }
  headers: Headers
}

/** A browser: all its cookies, and an authenticator. */
export class Visitor {
  readonly place: BuiltInMailbox
  readonly cookies = new Map<string, string>()
  authenticator: SoftwareAuthenticator
  /** Where it seems to be. */
  address = '203.0.113.7'

  constructor(place: BuiltInMailbox, address?: string) {
    this.place = place
    this.authenticator = new SoftwareAuthenticator(place.origin)
    if (address !== undefined) this.address = address
  }

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.place.at.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': this.address,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'x-brevdue-request': '1', origin: this.place.origin }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1)
      const [name = '', value = ''] = pair.split('=')
      if (set.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const text = await response.text()
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Answer<T>['body']) : ({} as Answer<T>['body'])
    return { status: response.status, body: parsed, headers: response.headers }
  }

  get<T>(path: string) {
    return this.send<T>('GET', path)
  }

  /** What was written before is sent before: of e-mails that go out side by side nobody can say which is the latest. */
  async post<T>(path: string, body: unknown = {}): Promise<Answer<T>> {
    await outboxIsEmpty(this.place.at)
    return this.send<T>('POST', path, body)
  }

  async ask<T>(path: string, body: unknown, status: number): Promise<T> {
    const answer = await this.post<T>(path, body)
    assert.equal(answer.status, status, `${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  activate(code: string) {
    return this.ask<Activation>('/api/activation', { code }, 200)
  }

  async addPasskey(lies?: Lies, name = 'Telefonen') {
    const { challengeId, options } = await this.ask<PasskeyChallenge>('/api/sign-in-methods/passkeys/options', {}, 200)
    const credential = this.authenticator.create(options as Parameters<SoftwareAuthenticator['create']>[0], lies)
    return this.post<SignInMethods>('/api/sign-in-methods/passkeys', { challengeId, credential, name })
  }

  challenge(body: unknown = {}) {
    return this.ask<PasskeyChallenge>('/api/sign-in/passkey/options', body, 200)
  }

  async passkey(lies?: Lies, question: unknown = {}) {
    const { challengeId, options } = await this.challenge(question)
    const credential = this.authenticator.get(options as Parameters<SoftwareAuthenticator['get']>[0], lies)
    return this.post<SignedIn>('/api/sign-in/passkey', { challengeId, credential })
  }

  async session() {
    const answer = await this.get<{ level: string; method: string; person: { name: string }; stepUp: unknown }>(
      '/api/session',
    )
    return answer.status === 200 ? answer.body : undefined
  }
}

/** What `brevdue invite` does, without a command line. @returns the code */
export async function inviteOwner(
  { at }: BuiltInMailbox,
  person: TestPerson,
  options: { replaces?: boolean; days?: number } = {},
): Promise<string> {
  const code = writeCode(randomBytes(codeBytes))
  const codeHash = at.keyring.hashFor('invitation', readCode(code) ?? '')
  const expiresAt = new Date(at.clock.now.getTime() + (options.days ?? 14) * 86_400_000)
  const { mailboxId } = person
  await at.db
    .transaction()
    .execute((db) =>
      invite(db, { mailboxId, codeHash, replaces: options.replaces ?? false, now: at.clock.now, expiresAt }),
    )
  return code
}

export interface Owner {
  person: TestPerson
  visitor: Visitor
  emailAddress: string
  password: string
}

let owners = 0

/** Somebody who has set up a passkey and, where e-mail is set up, a password. */
export async function anOwner(place: BuiltInMailbox, options: { password?: boolean } = {}): Promise<Owner> {
  const number = ++owners
  const person = await addPerson(place.at, `Kari Nordmann ${number}`)
  const visitor = new Visitor(place, `198.51.100.${number}`)
  const owner = {
    person,
    visitor,
    emailAddress: `kari${number}@example.no`,
    password: `tre grønne elefanter ${number}`,
  }
  await visitor.activate(await inviteOwner(place, person))
  assert.equal((await visitor.addPasskey()).status, 201)
  if (options.password !== false) await setPassword(owner)
  await visitor.ask('/api/activation/finish', {}, 200)
  return owner
}

/** Sets address and password in the session that the visitor has. */
export async function setPassword({ visitor, emailAddress, password }: Omit<Owner, 'person'>): Promise<void> {
  await visitor.ask('/api/sign-in-methods/password', { emailAddress, password }, 202)
  const code = /\d{4} \d{4}/.exec(textOf(await latestTo(visitor.place, emailAddress)))?.[0]
  await visitor.ask('/api/sign-in-methods/password/confirm', { code }, 200)
}

/** Waits for what is on its way, and gives the latest e-mail to an address. */
export async function latestTo({ smtp, at }: BuiltInMailbox, address: string) {
  await outboxIsEmpty(at)
  return smtp.to(address).at(-1)
}

/** Waits until nothing that is due lies in the outbox. */
export async function outboxIsEmpty(at: TestMailbox): Promise<void> {
  await at.email?.idle()
}

/** What went out to sign in with: the code to type and the link. */
export async function sentCode(place: BuiltInMailbox, address: string): Promise<{ code: string; link: string }> {
  const text = textOf(await latestTo(place, address))
  const code = /\d{4} \d{4}/.exec(text)?.[0] ?? ''
  const link = /\/sign-in\/link#([\w-]{43})/.exec(text)?.[1] ?? ''
  return { code, link }
}

/** Signs in with address, password and the code that came. */
export async function signInWithPassword(
  visitor: Visitor,
  { emailAddress, password }: Pick<Owner, 'emailAddress' | 'password'>,
): Promise<void> {
  await visitor.ask('/api/sign-in/password', { emailAddress, password }, 202)
  const { code } = await sentCode(visitor.place, emailAddress)
  await visitor.ask('/api/sign-in/email', { code }, 200)
}
