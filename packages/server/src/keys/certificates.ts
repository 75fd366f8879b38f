import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'

export interface SelfSigned {
  /** PKCS #8. */
  privateKeyPem: string
  certificatePem: string
}

export interface CertificateRequest {
  /** The common name. */
  subject: string
  /** Given as the subject's serial number, where Norwegian enterprise certificates have it. */
  organisationNumber?: string | undefined
  /** How long it is valid. */
  days: number
  /** From when; usually now. An hour is taken off, for clocks that differ. */
  from: Date
  /** PKCS #8; absent: a new RSA key of 2048 bits. */
  privateKeyPem?: string | undefined
}

/** Makes a certificate signed by its own key: for the server's answers, for the sandbox's senders and for tests. */
export async function makeSelfSigned(request: CertificateRequest): Promise<SelfSigned> {
  const privateKeyPem = request.privateKeyPem ?? (await newPrivateKey())
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString()
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem)
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}` // positive, and without leading zeros
  certificate.validity.notBefore = new Date(request.from.getTime() - 3_600_000)
  certificate.validity.notAfter = new Date(request.from.getTime() + request.days * 86_400_000)
  const name = distinguishedName(request)
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  certificate.sign(readPrivateKey(privateKeyPem), forge.md.sha256.create())
  return { privateKeyPem, certificatePem: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n') }
}

/**
 * Packs a key and its certificate as PKCS #12, as senders' systems expect them. AES-256 throughout, which Java 8u301
 * and later and OpenSSL 3 read without their legacy modules.
 */
export function makePkcs12(privateKeyPem: string, certificatePem: string, password: string): Buffer {
  const certificate = forge.pki.certificateFromPem(certificatePem)
  const packed = forge.pkcs12.toPkcs12Asn1(readPrivateKey(privateKeyPem), [certificate], password, {
    algorithm: 'aes256',
    friendlyName: 'brevdue',
    count: 10_000,
    saltSize: 16,
  })
  return Buffer.from(forge.asn1.toDer(packed).getBytes(), 'binary')
}

/**
 * Takes the private key out of PKCS #12.
 *
 * @returns PEM, or undefined when the password is another one, or there is no RSA key that can be read
 */
export function readPkcs12Key(packed: Uint8Array, password: string): string | undefined {
  // The check of the whole takes the password as UTF-16, the newer ciphers take it as UTF-8, and forge gives both the same:
  // beyond ASCII the second try leaves the check out. A key that came out wrong would not belong to its certificate.
  return openPkcs12(packed, password, true) ?? openPkcs12(packed, forge.util.encodeUtf8(password), false)
}

function openPkcs12(packed: Uint8Array, password: string, checked: boolean): string | undefined {
  try {
    const asn1 = forge.asn1.fromDer(Buffer.from(packed).toString('binary'))
    if (!checked && Array.isArray(asn1.value)) asn1.value.length = 2 // version and content, without the check
    const { safeContents } = forge.pkcs12.pkcs12FromAsn1(asn1, password)
    const [key] = safeContents.flatMap(({ safeBags }) => safeBags).flatMap((bag) => bag.key ?? [])
    return key === undefined ? undefined : forge.pki.privateKeyToPem(key)
  } catch {
    return undefined
  }
}

async function newPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** forge reads the older PKCS #1 form faster and without asking which it is. */
function readPrivateKey(pem: string): forge.pki.rsa.PrivateKey {
  return forge.pki.privateKeyFromPem(createPrivateKey(pem).export({ type: 'pkcs1', format: 'pem' }).toString())
}

function distinguishedName(request: CertificateRequest): forge.pki.CertificateField[] {
  const utf8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class // the types name the wrong enumeration
  const fields: forge.pki.CertificateField[] = [
    { name: 'countryName', value: 'NO' },
    { name: 'organizationName', value: request.subject, valueTagClass: utf8 },
    { name: 'commonName', value: request.subject, valueTagClass: utf8 },
  ]
  if (request.organisationNumber !== undefined) {
    fields.push({ type: '2.5.4.5', value: request.organisationNumber })
  }
  return fields
}
