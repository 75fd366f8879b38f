/** Numbers that pass every check and belong to nobody: synthetic series, counted up from one test run's start. */

/** An organisation number made from a running number, such as 1. */
export function testOrganisationNumber(running: number): string {
  for (let candidate = 80_000_000 + running * 7; ; candidate++) {
    const digits = String(candidate)
    const check = checkDigit(digits, [3, 2, 7, 6, 5, 4, 3, 2])
    if (check !== undefined) return digits + check
  }
}

/** A synthetic national identity number (month + 80) made from a running number. */
export function testIdentityNumber(running: number): string {
  for (let candidate = running * 101; ; candidate++) {
    const day = String((candidate % 28) + 1).padStart(2, '0')
    const month = String(81 + (Math.floor(candidate / 28) % 12))
    const year = String(40 + (Math.floor(candidate / 336) % 50)).padStart(2, '0')
    const digits = `${day}${month}${year}${String(candidate % 499).padStart(3, '0')}`
    const first = checkDigit(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2])
    const second = first === undefined ? undefined : checkDigit(digits + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
    if (first !== undefined && second !== undefined) return digits + first + second
  }
}

/** Modulus 11; undefined where there is no such digit. */
function checkDigit(digits: string, weights: readonly number[]): string | undefined {
  const sum = weights.reduce((total, weight, position) => total + weight * Number(digits[position]), 0)
  const digit = (11 - (sum % 11)) % 11
  return digit === 10 ? undefined : String(digit)
}
