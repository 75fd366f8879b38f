import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** How an answer may lie. */
export interface Lies {
  origin?: string
  rpId?: string
  challenge?: string
  crossOrigin?: boolean
  /** The person was not recognised. */
  unverified?: boolean
  counter?: number
  /** Flips a byte of the signature. */
  tampered?: boolean
  userHandle?: string
}

interface Credential {
  id: Buffer
  privateKey: KeyObject
  publicKey: Buffer
  counter: number
  handle: string
}

export interface CreationOptions {
  challenge: string
  rp: { id: string }
  user: { id: string; name: string }
  excludeCredentials?: { id: string }[]
}
interface RequestOptions {
  challenge: string
  rpId: string
  allowCredentials?: { id: string }[]
}

const userPresent = 0x01
const userVerified = 0x04
const attested = 0x40

/** An authenticator in software: one discoverable ES256 credential, with a counter. As CTAP2 describes it. */
export class SoftwareAuthenticator {
  readonly #origin: string
  credential: Credential | undefined

  constructor(origin: string) {
    this.#origin = origin
  }

  create(options: CreationOptions, lies: Lies = {}) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    const point = [jwk.x, jwk.y].map((coordinate) => Buffer.from(coordinate ?? '', 'base64url')) as [Buffer, Buffer]
    this.credential = {
      id: randomBytes(32),
      privateKey,
      publicKey: coseKey(...point),
      counter: lies.counter ?? 1,
      handle: options.user.id,
    }
    const { id } = this.credential
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const authData = Buffer.concat([
      this.#head(lies.rpId ?? options.rp.id, attested, this.credential.counter, lies),
      Buffer.alloc(16),
      length,
      id,
      this.credential.publicKey,
    ])
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', options.challenge, lies),
      attestationObject: attestationNone(authData).toString('base64url'),
      transports: ['internal'],
    })
  }

  get(options: RequestOptions, lies: Lies = {}) {
    const { credential } = this
    if (credential === undefined) throw new Error('This authenticator has no credential')
    credential.counter = lies.counter ?? credential.counter + 1
    const authData = this.#head(lies.rpId ?? options.rpId, 0, credential.counter, lies)
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, lies)
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
    const signature = sign('sha256', Buffer.concat([authData, hash]), credential.privateKey)
    if (lies.tampered === true) signature[signature.length - 1]! ^= 1
    return this.#answer({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: lies.userHandle ?? credential.handle,
    })
  }

  #answer<R>(response: R) {
    const id = this.credential?.id.toString('base64url') ?? ''
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
  }

  #head(rpId: string, flags: number, counter: number, lies: Lies): Buffer {
    const head = Buffer.alloc(37)
    createHash('sha256').update(rpId).digest().copy(head)
    head[32] = flags | userPresent | (lies.unverified === true ? 0 : userVerified)
    head.writeUInt32BE(counter, 33)
    return head
  }

  #clientData(type: string, challenge: string, lies: Lies): string {
    const told = {
      type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? this.#origin,
      crossOrigin: lies.crossOrigin ?? false,
    }
    return Buffer.from(JSON.stringify(told)).toString('base64url')
  }
}

/** CBOR by hand: { 1: 2, 3: -7, -1: 1, -2: x, -3: y } (RFC 9053, ES256). */
function coseKey(x: Buffer, y: Buffer): Buffer {
  const bytes32 = Buffer.of(0x58, 32)
  return Buffer.concat([Buffer.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21), bytes32, x, Buffer.of(0x22), bytes32, y])
}

/** { fmt: "none", attStmt: {}, authData } */
function attestationNone(authData: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.of(0x60 + value.length), Buffer.from(value)])
  const length = Buffer.of(0x59, authData.length >> 8, authData.length & 0xff)
  return Buffer.concat([
    Buffer.of(0xa3),
    ...[text('fmt'), text('none'), text('attStmt'), Buffer.of(0xa0), text('authData'), length, authData],
  ])
}
