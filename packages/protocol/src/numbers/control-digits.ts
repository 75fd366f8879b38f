/**
 * The modulus 11 digit of Norwegian numbers: weights from left to right, eleven minus the remainder, 11 becomes 0.
 * @returns 10 where no digit exists; a number is then invalid, or in a KID ends with a hyphen
 */
export function modulus11(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return (11 - (sum % 11)) % 11
}

/** The modulus 10 (Luhn) digit that has to follow these digits. */
export function modulus10(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const doubled = Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}

/** Weights 2 to 7 from the right, over and over, as modulus 11 in a KID uses them. */
export function repeatingWeights(length: number): number[] {
  return Array.from({ length }, (_, index) => 2 + ((length - 1 - index) % 6))
}
