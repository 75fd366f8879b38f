import { createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/**
 * Opens what the first version sealed: version (1) | salt (16) | nonce (12) | tag (16) | ciphertext, under a key from
 * the salt, bound to no row. `store/sealing/` seals it again; when nothing of it is left, it is not read any more.
 */
export interface FirstForm {
  /** @throws when the bytes were changed, or sealed with another master key */
  open(use: FirstFormUse, sealed: Buffer): Buffer
}

export type FirstFormUse = 'text' | 'data key'

export const firstVersion = 1

const saltLength = 16
const nonceLength = 12
const tagLength = 16
const headLength = 1 + saltLength + nonceLength + tagLength

export function firstFormOf(masterKey: Buffer): FirstForm {
  const derive = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `brevdue/1/${purpose}`, 32)))
  const keys: Record<FirstFormUse, KeyObject> = { text: derive('encrypt texts'), 'data key': derive('wrap data keys') }
  return { open: (use, sealed) => open(keys[use], sealed) }
}

function open(key: KeyObject, sealed: Buffer): Buffer {
  if (sealed.length < headLength) throw new Error('Sealed bytes were cut short')
  const salt = sealed.subarray(1, 1 + saltLength)
  const nonce = sealed.subarray(1 + saltLength, 1 + saltLength + nonceLength)
  const ownKey = createSecretKey(createHmac('sha256', key).update(salt).digest())
  const decipher = createDecipheriv('aes-256-gcm', ownKey, nonce, { authTagLength: tagLength })
  decipher.setAuthTag(sealed.subarray(headLength - tagLength, headLength))
  return Buffer.concat([decipher.update(sealed.subarray(headLength)), decipher.final()])
}
