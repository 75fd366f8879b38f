import { createPrivateKey, sign } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeSelfSigned } from './certificates.ts'
import { readOrCreate } from './read-or-create.ts'

/** What the sender API's answers are signed with. */
export interface ResponseKey {
  certificatePem: string
  /** RSA-SHA256 of the text's UTF-8 bytes, in base64. Runs beside the event loop. */
  sign(canonical: string): Promise<string>
}

/** Reads the key and its certificate from the keys directory, and makes them the first time. */
export async function loadResponseKey(keysDirectory: string, now: Date): Promise<ResponseKey> {
  // Two files, each complete or absent: the certificate can always be made again from the key.
  const request = { subject: 'Brevdue response signing', days: 3650, from: now }
  const privateKeyPem = await readOrCreate(join(keysDirectory, 'response-key.pem'), async () => {
    return (await makeSelfSigned(request)).privateKeyPem
  })
  const certificatePem = await readOrCreate(join(keysDirectory, 'response-certificate.pem'), async () => {
    return (await makeSelfSigned({ ...request, privateKeyPem })).certificatePem
  })
  const key = createPrivateKey(privateKeyPem)
  const signBytes = promisify(sign) as (algorithm: string, bytes: Buffer, key: unknown) => Promise<Buffer>
  return {
    certificatePem,
    sign: async (canonical) => (await signBytes('sha256', Buffer.from(canonical, 'utf8'), key)).toString('base64'),
  }
}
