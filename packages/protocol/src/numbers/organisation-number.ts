import { modulus11 } from './control-digits.ts'

const weights = [3, 2, 7, 6, 5, 4, 3, 2]

/** Whether the text is an organisation number: nine digits, the first 8 or 9, modulus 11 (protocol.md 6.3). */
export function checkOrganisationNumber(text: string): boolean {
  return /^[89]\d{8}$/.test(text) && modulus11(text, weights) === Number(text[8])
}
