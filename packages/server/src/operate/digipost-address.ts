import { randomInt } from 'node:crypto'

// Without what is mistaken for something else when read aloud or copied by hand: 0 and O, 1 and I.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** An address for somebody of this name, as kari.nordmann#9PNU: four random characters keep namesakes apart. */
export function newDigipostAddress(name: string): string {
  const letters = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['mottaker']
  return `${letters.join('.')}#${randomSuffix(4)}`
}

/** An alias for a person who has no mailbox: looks like an address and says nothing. */
export function newPersonAlias(): string {
  return `${randomSuffix(24).toLowerCase()}#${randomSuffix(4)}`
}

function randomSuffix(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
