import { X509Certificate } from 'node:crypto'
import { OperatorError } from './operator-error.ts'

/** A certificate as it is registered for an account. */
export interface RegisteredCertificate {
  pem: string
  /** SHA-256 of the DER form, lower-case hexadecimal */
  fingerprint: string
  notBefore: Date
  notAfter: Date
  warnings: string[]
}

/**
 * Reads the certificate that a sender's signatures will be checked with.
 *
 * @param text PEM; only its first certificate counts
 * @throws OperatorError when it cannot serve: not PEM, a private key in it, not RSA of 2048 bits or more, expired
 */
export function readCertificate(text: string, now: Date): RegisteredCertificate {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw new OperatorError([
      '--certificate holds a private key; the server must never see it: give the certificate alone',
    ])
  }
  const certificate = parse(text)
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw new OperatorError([
      '--certificate must have an RSA key of 2048 bits or more, which the signatures of the protocol need',
    ])
  }
  const { validFromDate: notBefore, validToDate: notAfter } = certificate
  if (notAfter <= now) {
    throw new OperatorError([`--certificate expired on ${notAfter.toISOString().slice(0, 10)}; give one that is valid`])
  }
  return {
    pem: certificate.toString(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notBefore,
    notAfter,
    warnings: notBefore > now ? [`the certificate is not valid before ${notBefore.toISOString()}`] : [],
  }
}

function parse(text: string): X509Certificate {
  const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(text)?.[0]
  try {
    if (block !== undefined) return new X509Certificate(block)
  } catch {
    // said below, in the same words
  }
  throw new OperatorError(['--certificate is not a PEM certificate (-----BEGIN CERTIFICATE-----)'])
}
