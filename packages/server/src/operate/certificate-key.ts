import { createHash, X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../store/database.ts'

/** What a revocation is about: the key signs, and a new certificate for a stolen key would let it sign again. */
export interface KeyOnFile {
  accountId: string
  /** Of the certificate: SHA-256 of its DER form, lower-case hexadecimal. */
  fingerprint: string
  revokedAt: Date | null
}

/** SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hexadecimal. */
export function keyFingerprint(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('hex')
}

/** All certificates of any account that hold this key, revoked ones too, in the order of their accounts. */
export async function certificatesWithKey(db: Database, key: string): Promise<KeyOnFile[]> {
  const rows = await db
    .selectFrom('account_certificate')
    .select(['account_id as accountId', 'fingerprint', 'revoked_at as revokedAt', 'pem'])
    .orderBy('account_id')
    .execute()
  return rows.filter(({ pem }) => keyFingerprint(pem) === key)
}

/** Until the transaction ends no other operator can register or revoke a certificate. */
export async function lockCertificates(db: Database): Promise<void> {
  await sql`LOCK TABLE account_certificate IN SHARE ROW EXCLUSIVE MODE`.execute(db)
}
