import { plainText } from './plain-text.ts'

interface Address {
  streetAddress?: string | undefined
  streetAddress2?: string | undefined
  postalCode?: string | undefined
  city?: string | undefined
  country?: string | undefined
}

/** One line, as on an envelope read aloud: `Storgata 23, 0011 Oslo, Norge`. */
export function addressLine(address: Address | undefined): string | null {
  if (address === undefined) return null
  const town = [plainText(address.postalCode, 10), plainText(address.city, 100)].filter((part) => part !== null)
  const parts = [
    plainText(address.streetAddress, 100),
    plainText(address.streetAddress2, 100),
    plainText(town.join(' '), 111),
    plainText(address.country, 100),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}
