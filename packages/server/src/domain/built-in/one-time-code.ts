/** Crockford's base 32: no I, L, O or U, so that nothing is read as something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const lookalikes: Record<string, string> = { I: '1', L: '1', O: '0' }
const codeLength = 16

/** How many random bytes one code takes: 80 bits are 16 letters. */
export const codeBytes = 10

/** A code to be typed from paper: 80 bits in four groups of four, such as `7K3M-Q2ZD-08XT-WV5A`. */
export function writeCode(random: Uint8Array): string {
  let bits = 0n
  for (const byte of random.subarray(0, codeBytes)) bits = (bits << 8n) | BigInt(byte)
  const letters = Array.from({ length: codeLength }, (_, index) => {
    return alphabet.charAt(Number((bits >> BigInt(5 * (codeLength - 1 - index))) & 31n))
  })
  return (letters.join('').match(/.{4}/g) ?? []).join('-')
}

/** The letters of a typed code, however it was grouped and whichever lookalike was meant; undefined when it is none. */
export function readCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll(/[ILO]/g, (letter) => lookalikes[letter] ?? letter)
  if (letters.length !== codeLength) return undefined
  return [...letters].every((letter) => alphabet.includes(letter)) ? letters : undefined
}

/** Digits of a code that came by e-mail: bound to a browser and to few guesses, it can be short. */
export const emailCodeDigits = 8

/** A code by e-mail as it is typed, `1234 5678` or `12345678`; undefined when it is none. */
export function readEmailCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined
  const digits = typed.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, '')
  return new RegExp(`^[0-9]{${emailCodeDigits}}$`).test(digits) ? digits : undefined
}

export function writeEmailCode(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}
