import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { type HandMadePdf, pdfObjects, writtenPdf } from './hand-made-pdf.ts'

/** A PDF locked with AES-256 (ISO 32000-2, 7.6.4): pages are read with the user password, or without when it is empty. */
export function lockedPdf(made: HandMadePdf, userPassword: string, ownerPassword = 'eier'): Uint8Array {
  const key = randomBytes(32)
  const objects = new Map([...pdfObjects(made)].map(([number, body]) => [number, lockedStream(body, key)]))
  objects.set(99, encryption(key, Buffer.from(userPassword), Buffer.from(ownerPassword)))
  return writtenPdf(objects, '/Encrypt 99 0 R /ID [<00> <00>]')
}

function lockedStream(body: string, key: Buffer): string {
  const [, entries, content] = /^(.*) \/Length \d+ >>\nstream\n([^]*)\nendstream$/s.exec(body) ?? []
  if (entries === undefined || content === undefined) return body
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const locked = Buffer.concat([iv, cipher.update(content, 'latin1'), cipher.final()])
  return `${entries} /Length ${locked.length} >>\nstream\n${locked.toString('latin1')}\nendstream`
}

function encryption(key: Buffer, user: Buffer, owner: Buffer): string {
  const U = checked(user)
  const UE = wrapped(key, keyed(user, U.subarray(40)))
  const O = checked(owner, U)
  const OE = wrapped(key, keyed(owner, O.subarray(40), U))
  const rights = Buffer.concat([Buffer.from('fcffffffffffffff', 'hex'), Buffer.from('Tadb'), randomBytes(4)])
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const Perms = Buffer.concat([cipher.update(rights), cipher.final()])
  const hex = Object.entries({ U, UE, O, OE, Perms }).map(([name, bytes]) => `/${name} <${bytes.toString('hex')}>`)
  const filter = '/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF'
  return `<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 ${filter} ${hex.join(' ')} >>`
}

function checked(password: Uint8Array, of: Uint8Array = Buffer.alloc(0)): Buffer {
  const salts = randomBytes(16)
  return Buffer.concat([keyed(password, salts.subarray(0, 8), of), salts])
}

function wrapped(key: Buffer, by: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', by, Buffer.alloc(16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(key), cipher.final()])
}

/** Algorithm 2.B. */
function keyed(password: Uint8Array, salt: Uint8Array, of: Uint8Array = Buffer.alloc(0)): Buffer {
  let k = createHash('sha256').update(password).update(salt).update(of).digest()
  for (let round = 0; ; round++) {
    const once = Buffer.concat([password, k, of])
    const cipher = createCipheriv('aes-128-cbc', k.subarray(0, 16), k.subarray(16, 32)).setAutoPadding(false)
    const e = cipher.update(Buffer.concat(Array.from({ length: 64 }, () => once)))
    const rest = e.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3
    k = createHash(['sha256', 'sha384', 'sha512'][rest] ?? '')
      .update(e)
      .digest()
    if (round >= 63 && (e.at(-1) ?? 0) <= round - 31) return k.subarray(0, 32)
  }
}
