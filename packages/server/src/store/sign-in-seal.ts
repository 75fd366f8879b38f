import type { Keyring } from '../keys/keyring.ts'
import type { RowSeal } from '../keys/row-seal.ts'

/**
 * The password of a mailbox and the e-mail address it goes with, proposed or in use: a proposal is moved into use as it
 * is, so both are sealed to their mailbox.
 */
export const passwordSeal = (keyring: Keyring, mailboxId: string): RowSeal =>
  keyring.row({ table: 'sign_in_password', id: mailboxId })

export const sessionSeal = (keyring: Keyring, sessionId: string): RowSeal =>
  keyring.row({ table: 'session', id: sessionId })

export const attemptSeal = (keyring: Keyring, stateHash: Buffer): RowSeal =>
  keyring.row({ table: 'sign_in_attempt', id: stateHash.toString('hex') })

export const emailSeal = (keyring: Keyring, id: string): RowSeal => keyring.row({ table: 'outgoing_email', id })

export const passkeySeal = (keyring: Keyring, { id, mailboxId }: { id: string; mailboxId: string }): RowSeal =>
  keyring.row({ table: 'passkey', id, owner: mailboxId })

/** Of a provider's name for a person. */
export const hashSubject = (keyring: Keyring, issuer: string, subject: string): string =>
  keyring.hashFor('provider subject', `${issuer}\n${subject}`).toString('base64url')

/** Of a provider's name for its own session. */
export const hashProviderSession = (keyring: Keyring, issuer: string, sid: string): string =>
  keyring.hashFor('provider session', `${issuer}\n${sid}`).toString('base64url')
