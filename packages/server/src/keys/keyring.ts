import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What the master key is used for. It is never used itself: each purpose has a key derived from it (HKDF-SHA256). */
export interface Keyring {
  /** Encrypts a document's data key. */
  wrap(key: Buffer): Buffer
  /** @throws when the bytes were not wrapped by this keyring, or were changed */
  unwrap(wrapped: Buffer): Buffer
  /** Keyed hash for looking up a national identity number or bank account without storing it. 32 bytes. */
  hashIdentity(text: string): Buffer
  /**
   * Keyed hash of something else to be recognised and not stored: a code, an address, who is counted. 32 bytes.
   *
   * @param purpose hashes made for one purpose are worth nothing for another
   */
  hashFor(purpose: string, text: string): Buffer
  encryptText(text: string): Buffer
  /** @throws when the bytes were not encrypted by this keyring, or were changed */
  decryptText(sealed: Buffer): string
  /** Says nothing of the key, but differs for another one: kept in the database to recognise a wrong master key. */
  checkValue(): Buffer
}

/** @param masterKey 32 random bytes */
export function createKeyring(masterKey: Buffer): Keyring {
  if (masterKey.length !== 32) throw new Error('A master key is 32 bytes long')
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `brevdue/1/${purpose}`, 32))
  const wrapping = derive('wrap data keys')
  const texts = derive('encrypt texts')
  const identities = derive('hash identities')
  const secrets = derive('hash sign-in secrets')
  const check = derive('recognise the master key')
  return {
    wrap: (key) => seal(wrapping, key),
    unwrap: (wrapped) => open(wrapping, wrapped),
    hashIdentity: (text) => createHmac('sha256', identities).update(text, 'utf8').digest(),
    hashFor: (purpose, text) => createHmac('sha256', secrets).update(`${purpose}\0${text}`, 'utf8').digest(),
    encryptText: (text) => seal(texts, Buffer.from(text, 'utf8')),
    decryptText: (sealed) => open(texts, sealed).toString('utf8'),
    checkValue: () => createHmac('sha256', check).update('brevdue').digest(),
  }
}

/*
 * Sealed form: version (1) | salt (16) | nonce (12) | tag (16) | ciphertext.
 * Each sealing has a key of its own, derived from the salt: random nonces under one AES-GCM key are only safe for
 * 2^32 uses, which a busy service passes within months.
 */
const sealVersion = 1
const saltLength = 16
const nonceLength = 12
const tagLength = 16
const headLength = 1 + saltLength + nonceLength + tagLength

function seal(key: Buffer, plain: Buffer): Buffer {
  const random = randomBytes(saltLength + nonceLength)
  const salt = random.subarray(0, saltLength)
  const nonce = random.subarray(saltLength)
  const cipher = createCipheriv('aes-256-gcm', keyOfOne(key, salt), nonce)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(sealVersion), salt, nonce, cipher.getAuthTag(), sealed])
}

function open(key: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < headLength || sealed[0] !== sealVersion) {
    throw new Error('Sealed bytes have an unknown form: another version made them, or they were cut short')
  }
  const salt = sealed.subarray(1, 1 + saltLength)
  const nonce = sealed.subarray(1 + saltLength, 1 + saltLength + nonceLength)
  const decipher = createDecipheriv('aes-256-gcm', keyOfOne(key, salt), nonce, { authTagLength: tagLength })
  decipher.setAuthTag(sealed.subarray(headLength - tagLength, headLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headLength)), decipher.final()])
  } catch (cause) {
    throw new Error('Sealed bytes do not open: they were changed, or sealed with another master key', { cause })
  }
}

function keyOfOne(key: Buffer, salt: Buffer): Buffer {
  return createHmac('sha256', key).update(salt).digest()
}
