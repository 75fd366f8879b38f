import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/**
 * Opens what the first version sealed: version (1) | salt (16) | nonce (12) | tag (16) | ciphertext, under a key from
 * the salt, bound to no row. `store/sealing/` seals it again; when nothing of it is left, it is not read any more.
 */
export interface FirstForm {
  /** @throws when the bytes were changed, or sealed with another master key */
  open(use: FirstFormUse, sealed: Buffer): Buffer
  seal(plain: Buffer): Buffer
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
  return { open: (use, sealed) => open(keys[use], sealed), seal: (plain) => seal(keys.text, plain) }
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

function seal(key: KeyObject, plain: Buffer): Buffer {
  const random = randomBytes(saltLength + nonceLength)
  const salt = random.subarray(0, saltLength)
  const ownKey = createSecretKey(createHmac('sha256', key).update(salt).digest())
  const cipher = createCipheriv('aes-256-gcm', ownKey, random.subarray(saltLength))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(firstVersion), random, cipher.getAuthTag(), sealed])
}
