import { modulus11 } from './control-digits.ts'

const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** Whether the text is a Norwegian bank account number: eleven digits without dots, modulus 11 (protocol.md 6.4). */
export function checkBankAccountNumber(text: string): boolean {
  return /^\d{11}$/.test(text) && modulus11(text, weights) === Number(text[10])
}
