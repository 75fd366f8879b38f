import { commonPasswords } from './common-passwords.ts'

const shortestPassword = 12
const longestPassword = 200

/** One form for one password, whichever keyboard it was typed on (NIST SP 800-63B, 3.1.1.2). */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFKC')
}

/**
 * Why a password cannot be chosen, or undefined. Any characters, no rules of composition: length, and not one of those
 * that are tried first.
 *
 * @param about words that others know of the owner: the name and the address
 */
export function passwordProblem(typed: string, about: readonly string[]): string | undefined {
  const password = normalisePassword(typed)
  const length = [...password].length
  if (length < shortestPassword) return `password must have at least ${shortestPassword} characters; it has ${length}`
  if (length > longestPassword) return `password must have at most ${longestPassword} characters; it has ${length}`
  const plain = plainForm(password)
  if (isMonotonous(plain)) return 'password must not be a few characters repeated or in a row; choose another'
  if (commonPasswords.has(withoutTail(plain)) || commonPasswords.has(plain)) {
    return 'password is one of those that are tried first; choose another'
  }
  const known = about.flatMap((text) => plainForm(text).split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2)
  let rest = plain
  for (const word of known) rest = rest.replaceAll(word, '')
  if (rest.replaceAll(/[^\p{L}]/gu, '').length < 4 && rest.length < shortestPassword - 4) {
    return 'password must not be made of your name or address; choose another'
  }
  return undefined
}

function plainForm(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** `passord12345!` is `passord` to whoever guesses. */
function withoutTail(plain: string): string {
  return plain.replace(/[\d\p{P}\p{S}]+$/u, '')
}

/** Fewer than five different characters, or one run of neighbours such as 123456789012 or abcdefghijkl. */
function isMonotonous(plain: string): boolean {
  const codes = [...plain].map((character) => character.codePointAt(0) ?? 0)
  if (new Set(codes).size < 5) return true
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  const neighbours = steps.filter((step) => Math.abs(step) === 1 || step === -9).length
  return neighbours >= steps.length - 1
}
