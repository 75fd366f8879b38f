import { createHash, createPrivateKey, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { promisify } from 'node:util'

const signOnPool = promisify<string, Buffer, KeyObject, Buffer>((algorithm, bytes, key, done) =>
  sign(algorithm, bytes, key, (error, signature) => done(error, signature)),
)

export const letterBytes = 100_000
const boundary = 'bench-boundary-5f1c'

/** A PDF by its first and last bytes, with content that does not compress, as scans are. */
export function pdf(size: number): Buffer {
  const bytes = randomBytes(size)
  bytes.write('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 0, 'latin1')
  const end = '\n%%EOF\n'
  bytes.write(end, size - end.length, 'latin1')
  return bytes
}

/** A signed request in three pieces; the middle one, the content, is shared by all letters. */
export interface SignedLetter {
  /** Request line, headers, the XML part and the header of the content's part. */
  before: Buffer
  after: Buffer
}

export interface Signer {
  userId: string
  privateKeyPem: string
}

const closing = Buffer.from(`\r\n--${boundary}--\r\n`)

/** What stands before the content in the body. */
export function beginning(recipient: string): Buffer {
  const uuid = randomUUID()
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><message xmlns="http://api.digipost.no/schema/v8"><message-id>${randomUUID()}</message-id><recipient><personal-identification-number>${recipient}</personal-identification-number></recipient><primary-document><uuid>${uuid}</uuid><subject>Vedtak</subject><file-type>pdf</file-type><authentication-level>PASSWORD</authentication-level><sensitivity-level>NORMAL</sensitivity-level></primary-document></message>`
  return Buffer.from(
    `--${boundary}\r\nContent-Disposition: attachment; filename="message"\r\nContent-Type: application/vnd.digipost-v8+xml\r\n\r\n${xml}\r\n--${boundary}\r\nContent-Disposition: attachment; filename="${uuid}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  )
}

export function head(
  signer: Signer,
  fields: { date: string; hash: string; signature: string; length: number },
): Buffer {
  return Buffer.from(
    `POST /messages HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Digipost-UserId: ${signer.userId}\r\nDate: ${fields.date}\r\nX-Content-SHA256: ${fields.hash}\r\nX-Digipost-Signature: ${fields.signature}\r\nAccept: application/vnd.digipost-v8+xml\r\nContent-Type: multipart/vnd.digipost-v8+xml; boundary="${boundary}"\r\nContent-Length: ${fields.length}\r\n\r\n`,
  )
}

export const canonical = (signer: Signer, date: string, hash: string) =>
  `POST\n/messages\ndate: ${date}\nx-content-sha256: ${hash}\nx-digipost-userid: ${signer.userId}\n\n`

async function signLetter(signer: Signer, key: KeyObject, recipient: string, content: Buffer): Promise<SignedLetter> {
  const begin = beginning(recipient)
  const hash = createHash('sha256').update(begin).update(content).update(closing).digest('base64')
  const date = new Date().toUTCString()
  const signature = await signOnPool('sha256', Buffer.from(canonical(signer, date, hash)), key)
  const length = begin.length + content.length + closing.length
  return {
    before: Buffer.concat([head(signer, { date, hash, signature: signature.toString('base64'), length }), begin]),
    after: closing,
  }
}

/** Signs so many letters, on all cores; they are good for five minutes. */
export async function signLetters(
  signer: Signer,
  recipient: string,
  content: Buffer,
  count: number,
): Promise<SignedLetter[]> {
  const key = createPrivateKey(signer.privateKeyPem)
  const letters: SignedLetter[] = []
  while (letters.length < count) {
    const some = Array.from({ length: Math.min(64, count - letters.length) }, () =>
      signLetter(signer, key, recipient, content),
    )
    letters.push(...(await Promise.all(some)))
  }
  return letters
}
