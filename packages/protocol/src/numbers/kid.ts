import { modulus10, modulus11, repeatingWeights } from './control-digits.ts'

/**
 * Whether the text is a KID, the reference of an invoice: 3 to 25 digits of which the last is a control digit, by
 * modulus 10 or by modulus 11 with a hyphen for ten (the form of protocol.md 3.23). Which of the two a creditor uses is
 * agreed with its bank and cannot be seen from the number, so either is taken.
 */
export function checkKid(text: string): boolean {
  if (!/^\d{2,24}[\d-]$/.test(text)) return false
  const digits = text.slice(0, -1)
  const control = text.slice(-1)
  if (control === String(modulus10(digits))) return true
  const eleven = modulus11(digits, repeatingWeights(digits.length))
  return control === (eleven === 10 ? '-' : String(eleven))
}
