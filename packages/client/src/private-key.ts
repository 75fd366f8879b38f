import { createPrivateKey, KeyObject, X509Certificate } from 'node:crypto'

/**
 * Reads a private RSA key, PEM or DER (PKCS #8 or PKCS #1), encrypted or not, and makes sure that it belongs to the certificate.
 *
 * @throws Error with one sentence that says what is needed; it follows “The key cannot be used: ”
 */
export function readPrivateKey(
  key: string | Buffer | KeyObject,
  password: string | undefined,
  certificate: string | Buffer | undefined,
): KeyObject {
  const read = key instanceof KeyObject ? key : decode(Buffer.from(key), password)
  if (read.asymmetricKeyType !== 'rsa' || read.type !== 'private') throw new Error('it is not a private RSA key')
  if (certificate !== undefined && !readCertificate(certificate).checkPrivateKey(read)) {
    throw new Error('it does not belong to the certificate')
  }
  return read
}

/** Whether a file is PKCS #12 (`.p12`, `.pfx`): a sequence that begins with the number 3. */
export function isPkcs12(bytes: Uint8Array): boolean {
  const long = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0
  const [type, length, version] = bytes.subarray(2 + long)
  return bytes[0] === 0x30 && type === 2 && length === 1 && version === 3
}

function decode(bytes: Buffer, password: string | undefined): KeyObject {
  const pem = bytes.includes('-----BEGIN ')
  const given = password === undefined ? {} : { passphrase: password }
  if (pem) {
    const read = attempt(() => createPrivateKey({ key: bytes, format: 'pem', ...given }))
    if (read !== undefined) return read
  } else {
    for (const type of ['pkcs8', 'pkcs1'] as const) {
      const read = attempt(() => createPrivateKey({ key: bytes, format: 'der', type, ...given }))
      if (read !== undefined) return read
    }
  }
  throw new Error(problemOf(bytes, pem, password))
}

function problemOf(bytes: Buffer, pem: boolean, password: string | undefined): string {
  if (isPkcs12(bytes)) {
    return 'it is a PKCS #12 file; take the key out of it with: openssl pkcs12 -in sender.p12 -nocerts -out key.pem'
  }
  if (bytes.includes('OPENSSH PRIVATE KEY')) {
    return 'it has the form of OpenSSH; turn a copy of it into PEM with: ssh-keygen -p -m PEM -f copy-of-key'
  }
  if (pem ? bytes.includes('ENCRYPTED') : isEncryptedDer(bytes)) {
    return password === undefined
      ? 'it is encrypted; give its password as well'
      : 'its password is another one, or it is damaged'
  }
  if (bytes.includes('PRIVATE KEY-----')) return 'it is damaged, or not a private RSA key'
  if (pem || attempt(() => new X509Certificate(bytes)) !== undefined) {
    return 'it holds something else (a certificate or a public key); give the private key'
  }
  return 'it is neither PEM nor DER'
}

/** EncryptedPrivateKeyInfo begins with an algorithm of PKCS #5 or PKCS #12, a private key with its version. */
function isEncryptedDer(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 32)
  return head.includes(Buffer.from('2a864886f70d0105', 'hex')) || head.includes(Buffer.from('2a864886f70d010c', 'hex'))
}

function readCertificate(certificate: string | Buffer): X509Certificate {
  const read = attempt(() => new X509Certificate(certificate))
  if (read === undefined) throw new Error('its certificate is neither PEM (-----BEGIN CERTIFICATE-----) nor DER')
  return read
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
