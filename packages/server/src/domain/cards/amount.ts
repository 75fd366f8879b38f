/**
 * Decimal text with at least two decimals, and as many as the sender wrote: a price per litre has more. Null for what
 * is no number. Never through a float.
 */
export function price(text: string | undefined): string | null {
  const match = /^([+-]?)0*(\d{0,30})(?:\.(\d{0,20}?)0*)?$/.exec((text ?? '').trim())
  if (match === null || !/\d/.test(text ?? '')) return null
  const [, sign, whole = '', decimals = ''] = match
  const written = `${whole === '' ? '0' : whole}.${decimals.padEnd(2, '0')}`
  return sign === '-' && /[1-9]/.test(written) ? `-${written}` : written
}

/**
 * What a payment is about, by its sign: there is something to pay, the recipient is owed something (a credit note), or
 * nothing is owed either way. An amount that is not stated is one to pay.
 */
export function asksToPay(sum: string | null): 'pay' | 'credit' | 'nothing' {
  if (sum === null || /^[^-]*[1-9]/.test(sum)) return 'pay'
  return sum.startsWith('-') ? 'credit' : 'nothing'
}

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

/** As `price`, or null when it is nothing: a fee of 0 is not worth a line. */
export function charge(text: string | undefined): string | null {
  const found = price(text)
  return found === '0.00' ? null : found
}
