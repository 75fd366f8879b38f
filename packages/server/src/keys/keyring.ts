import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { FirstForm } from './first-form.ts'
import { type Row, type RowSeal, rowSeal } from './row-seal.ts'

/** What the master key is used for. It is never used itself: each purpose has a key derived from it (HKDF-SHA256). */
export interface Keyring {
  /** Seals and opens what a row of the database holds, under a key of its own. */
  row(of: Row): RowSeal
  /**
   * Keyed hash of what is recognised or looked up, and not stored. 32 bytes.
   *
   * @param purpose hashes made for one purpose are worth nothing for another
   */
  hashFor(purpose: HashPurpose, text: string): Buffer
  /** Says nothing of the key, but differs for another one: kept in the database to recognise a wrong master key. */
  checkValue(): Buffer
  /** Opens what the first version sealed; undefined from when all of that has been sealed again. */
  firstForm: FirstForm | undefined
}

/** All of them in one place: two kinds of numbers under one purpose could be told to be equal. */
export type HashPurpose =
  | 'national identity number'
  | 'bank account'
  | 'digipost address'
  | 'name and postal code'
  | 'name and birth date'
  | 'invitation'
  | 'code by e-mail'
  | 'link by e-mail'
  | 'recovery code'
  | 'sign-in address'
  | 'provider subject'
  | 'provider session'
  | 'sealed again'
  | `throttle ${string}`

/** @param masterKey 32 random bytes */
export function createKeyring(masterKey: Buffer): Keyring {
  if (masterKey.length !== 32) throw new Error('A master key is 32 bytes long')
  // Key objects: of a Buffer, Node asks at every use whether it is one, by way of an error with its stack.
  const derive = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `brevdue/${purpose}`, 32)))
  const rows = derive('2/seal rows')
  const hashes = derive('1/hash sign-in secrets')
  const check = derive('1/recognise the master key')
  const hmac = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()
  const keyring: Keyring = {
    row: (of) => {
      const key = createSecretKey(hmac(rows, [of.table, of.owner ?? '', of.id].join('\0')))
      return rowSeal(key, of, () => keyring.firstForm)
    },
    hashFor: (purpose, text) => hmac(hashes, `${purpose}\0${text}`),
    checkValue: () => hmac(check, 'brevdue'),
    firstForm: undefined,
  }
  return keyring
}
