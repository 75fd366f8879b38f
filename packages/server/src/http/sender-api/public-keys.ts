import { type KeyObject, X509Certificate } from 'node:crypto'

const keep = 10_000
const keys = new Map<string, KeyObject>()

/**
 * The certificate's public key. Parsing costs more than verifying, so parsed keys are kept, each under the very text it
 * was read from: what is kept can never be out of date, whatever an operator changes.
 */
export function publicKeyOf(pem: string): KeyObject {
  const known = keys.get(pem)
  if (known !== undefined) return known
  const key = new X509Certificate(pem).publicKey
  if (keys.size >= keep) keys.clear()
  keys.set(pem, key)
  return key
}
