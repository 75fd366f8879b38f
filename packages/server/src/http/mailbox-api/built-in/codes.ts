import { randomInt, timingSafeEqual } from 'node:crypto'
import { emailCodeDigits, readEmailCode } from '../../../domain/built-in/one-time-code.ts'
import type { Keyring } from '../../../keys/keyring.ts'

/** How long a code or a link by e-mail works. */
export const emailCodeLifetimeMs = 15 * 60_000
export const emailCodeMinutes = emailCodeLifetimeMs / 60_000
/** Wrong guesses at one code, after which it is over. */
export const mostGuesses = 5

export function newEmailCode(): string {
  return String(randomInt(10 ** emailCodeDigits)).padStart(emailCodeDigits, '0')
}

/** @param boundTo what the code belongs to, so that equal codes have different hashes */
export function hashEmailCode(keyring: Keyring, digits: string, boundTo: string): Buffer {
  return keyring.hashFor('code by e-mail', `${boundTo} ${digits}`)
}

export function hashLink(keyring: Keyring, token: string): Buffer {
  return keyring.hashFor('link by e-mail', token)
}

export function hashRecoveryCode(keyring: Keyring, mailboxId: string, letters: string): Buffer {
  return keyring.hashFor('recovery code', `${mailboxId} ${letters}`)
}

export function hashAddress(keyring: Keyring, address: string): Buffer {
  return keyring.hashFor('sign-in address', address)
}

/** Whether what was typed or came in a link is right. */
export function isRight(
  keyring: Keyring,
  given: string,
  expected: { codeHash: Buffer; boundTo: string; linkHash?: Buffer },
): boolean {
  const digits = readEmailCode(given)
  if (digits !== undefined) return timingSafeEqual(hashEmailCode(keyring, digits, expected.boundTo), expected.codeHash)
  const isLink = expected.linkHash !== undefined && /^[\w-]{43}$/.test(given)
  return isLink && timingSafeEqual(hashLink(keyring, given), expected.linkHash ?? Buffer.alloc(0))
}
