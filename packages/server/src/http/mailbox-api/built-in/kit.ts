import type { FastifyRequest } from 'fastify'
import { Counter } from 'prom-client'
import type { EmailLanguage } from '../../../domain/built-in/email-words.ts'
import { currentCost, decoyHash, hashPassword, isPassword, type ScryptCost } from '../../../keys/password-hash.ts'
import { type Places, places } from '../../../keys/places.ts'
import type { Database } from '../../../store/database.ts'
import { passwordSeal } from '../../../store/sign-in-seal.ts'
import { clientNetwork } from '../../client-network.ts'
import type { ServerDeps } from '../../deps.ts'
import { readCookie } from '../session-cookie.ts'
import { type BrowserCookies, browserCookies } from './browser-cookies.ts'

/** What the endpoints of the built-in sign-in share. */
export interface Kit {
  deps: ServerDeps
  cookies: BrowserCookies
  /** Where the mailbox is reached: passkeys are bound to it. */
  origin: string
  /** The host of the origin: whom passkeys are made for. */
  rpId: string
  networkOf: (request: FastifyRequest) => string | undefined
  passwords: PasswordWork
}

/** Password hashes take much memory, so few are made at once. */
export interface PasswordWork {
  cost: ScryptCost
  /** Encrypted as a real one is: what is checked when nobody has the address. */
  sealedDecoy: Buffer
  hash(password: string): Promise<string>
  check(password: string, hashed: string): Promise<boolean>
  /**
   * Places for unknown browsers, in turn by network, so that one of them cannot lock out the others; separate ones, in
   * turn by mailbox, for browsers that are known, which strangers cannot take.
   */
  strangers: Places
  known: Places
}

/** Of nobody: so that a question about nobody costs what one about somebody does. */
export const noMailbox = '00000000-0000-0000-0000-000000000000'

export function builtInKit(deps: ServerDeps): Kit {
  const { publicUrl, trustedProxies } = deps.config
  if (publicUrl === undefined) throw new Error('The built-in sign-in needs BREVDUE_PUBLIC_URL')
  const { origin, hostname } = new URL(publicUrl)
  return {
    deps,
    cookies: browserCookies(deps.config),
    origin,
    rpId: hostname,
    networkOf: clientNetwork(trustedProxies),
    passwords: passwordWork(deps),
  }
}

function passwordWork({ keyring, metrics, passwordCost: cost = currentCost }: ServerDeps): PasswordWork {
  const hashes = new Counter({
    name: 'brevdue_password_hashes_total',
    help: 'Password hashes computed, for addresses that nobody has too.',
    registers: [metrics],
  })
  return {
    cost,
    sealedDecoy: passwordSeal(keyring, noMailbox).seal('password_encrypted', decoyHash(cost)),
    hash(password) {
      hashes.inc()
      return hashPassword(password, cost)
    },
    check(password, hashed) {
      hashes.inc()
      return isPassword(password, hashed)
    },
    // 128 MiB each, and a thread of the pool: one of its four stays free for letters, whoever comes.
    strangers: places(2, 32, 8),
    known: places(1, 16, 2),
  }
}

/** Runs work in a transaction; what it wrote to the outbox goes out as soon as it has happened. */
export async function inTransaction<T>({ deps }: Kit, work: (db: Database) => Promise<T>): Promise<T> {
  const result = await deps.db.transaction().execute(work)
  deps.email?.poke()
  return result
}

/** What e-mail is written in: the language chosen in the asking browser. */
export function emailLanguageOf(request: FastifyRequest): EmailLanguage {
  const chosen = readCookie(request.headers.cookie, 'brevdue-language')
  return chosen === 'nn' || chosen === 'en' ? chosen : 'nb'
}
