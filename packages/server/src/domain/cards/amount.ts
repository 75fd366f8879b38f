/**
 * Decimal text with exactly two decimals, as `1249.00`, or null for what is no amount of money. Never through a float.
 * More decimals are taken only when they are zeros: rounding would state another amount than the sender did.
 */
export function amount(text: string | undefined): string | null {
  const match = /^([+-]?)0*(\d{0,15})(?:\.(\d{0,2})0*)?$/.exec((text ?? '').trim())
  if (match === null) return null
  const [, sign, whole = '', decimals = ''] = match
  if (!/\d/.test(text ?? '')) return null
  const written = `${whole === '' ? '0' : whole}.${decimals.padEnd(2, '0')}`
  return sign === '-' && /[1-9]/.test(written) ? `-${written}` : written
}

/** As `amount`, or null when it is nothing: a fee of 0 is not worth a line. */
export function charge(text: string | undefined): string | null {
  const found = amount(text)
  return found === '0.00' ? null : found
}
