import type { ColumnType, Generated } from 'kysely'
import type { Bigint, Nullable } from '../schema.ts'

interface PasskeyOwnerTable {
  mailbox_id: string
  handle: Buffer
}

interface InvitationTable {
  id: string
  mailbox_id: string
  code_hash: Buffer
  replaces: boolean
  browser_hash: Nullable<Buffer>
  created_at: ColumnType<Date, Date, Date>
  expires_at: ColumnType<Date, Date, Date>
}

interface PasskeyTable {
  id: string
  mailbox_id: string
  invitation_id: Nullable<string>
  credential_id: Buffer
  public_key: Buffer
  counter: Bigint
  transports: string[]
  backed_up: boolean
  name: Nullable<string>
  name_encrypted: Nullable<Buffer>
  created_at: ColumnType<Date, Date, Date>
  last_used_at: Nullable<Date>
}

interface SignInPasswordTable {
  id: string
  mailbox_id: string
  invitation_id: Nullable<string>
  address_hash: Buffer
  address_encrypted: Buffer
  password_encrypted: Buffer
  language: string
  changed_at: ColumnType<Date, Date, Date>
}

interface ProposedPasswordTable {
  mailbox_id: string
  address_hash: Buffer
  address_encrypted: Buffer
  password_encrypted: Buffer
  language: string
  code_hash: Buffer
  guesses: Generated<number>
  expires_at: ColumnType<Date, Date, Date>
}

interface RecoveryCodeTable {
  id: string
  mailbox_id: string
  invitation_id: Nullable<string>
  code_hash: Buffer
  created_at: ColumnType<Date, Date, Date>
  used_at: Nullable<Date>
}

interface EmailCodeTable {
  id: string
  purpose: 'password' | 'recovery'
  mailbox_id: Nullable<string>
  recovery_code_id: Nullable<string>
  browser_hash: Buffer
  code_hash: Buffer
  link_hash: Buffer
  guesses: Generated<number>
  created_at: ColumnType<Date, Date, Date>
  expires_at: ColumnType<Date, Date, Date>
}

interface PasskeyChallengeTable {
  id: string
  purpose: 'sign-in' | 'confirm' | 'add'
  mailbox_id: Nullable<string>
  browser_hash: Buffer
  challenge: string
  expires_at: ColumnType<Date, Date, Date>
}

interface SignInThrottleTable {
  key: Buffer
  attempts: number
  last_at: ColumnType<Date, Date, Date>
  wait_until: ColumnType<Date, Date, Date>
  forget_at: ColumnType<Date, Date, Date>
}

interface KnownBrowserTable {
  token_hash: Buffer
  mailbox_id: string
  last_used_at: ColumnType<Date, Date, Date>
}

interface PasskeyProofTable {
  session_id: string
  passkey_id: Nullable<string>
  proven_at: ColumnType<Date, Date, Date>
}

interface OutgoingEmailTable {
  id: string
  sealed: Buffer
  decoy: Generated<boolean>
  tries: Generated<number>
  next_at: ColumnType<Date, Date, Date>
  expires_at: ColumnType<Date, Date, Date>
}

/** The tables of `0005_built_in_sign_in.sql`. */
export interface BuiltInSchema {
  passkey_owner: PasskeyOwnerTable
  invitation: InvitationTable
  passkey: PasskeyTable
  sign_in_password: SignInPasswordTable
  proposed_password: ProposedPasswordTable
  recovery_code: RecoveryCodeTable
  email_code: EmailCodeTable
  passkey_challenge: PasskeyChallengeTable
  sign_in_throttle: SignInThrottleTable
  known_browser: KnownBrowserTable
  passkey_proof: PasskeyProofTable
  outgoing_email: OutgoingEmailTable
}
