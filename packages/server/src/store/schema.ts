import type { ColumnType, Generated } from 'kysely'
import type { BuiltInSchema } from './built-in/schema.ts'

/** Written with a default by the database, read as a Date. */
type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>
/** bigint columns travel as decimal text: account ids and sizes are never JavaScript numbers on the way in. */
export type Bigint = ColumnType<string, string | bigint | number, string | bigint | number>

interface AccountTable {
  id: Bigint
  name: string
  organisation_number: string
  part_id: Nullable<string>
  kind: Generated<'ORGANISATION' | 'PUBLIC_BODY'>
  permissions: Generated<string[]>
  active: Generated<boolean>
  created_at: Timestamp
}

interface AccountCertificateTable {
  account_id: Bigint
  fingerprint: string
  pem: string
  not_before: ColumnType<Date, Date | string, Date | string>
  not_after: ColumnType<Date, Date | string, Date | string>
  revoked_at: Nullable<Date>
  created_at: Timestamp
}

interface BrokerGrantTable {
  broker_id: Bigint
  sender_id: Bigint
  created_at: Timestamp
}

export interface RecipientTable {
  id: string
  kind: 'PERSON' | 'ORGANISATION'
  name: Nullable<string>
  name_key: Nullable<string>
  identity_hash: Nullable<Buffer>
  identity_encrypted: Nullable<Buffer>
  organisation_number: Nullable<string>
  digipost_address: Nullable<string>
  /** `YYYY-MM-DD` */
  birth_date: Nullable<string>
  address_line1: Nullable<string>
  address_line2: Nullable<string>
  postal_code: Nullable<string>
  city: Nullable<string>
  address_key: Nullable<string>
  phone_number: Nullable<string>
  email_address: Nullable<string>
  bank_account_hash: Nullable<Buffer>
  bank_account_encrypted: Nullable<Buffer>
  /** `recipient-seal.ts`; the columns in clear are empty from when an older version's rows have been sealed again. */
  profile_encrypted: Nullable<Buffer>
  digipost_address_hash: Nullable<Buffer>
  name_postal_code_hash: Nullable<Buffer>
  name_birth_date_hash: Nullable<Buffer>
  created_at: Timestamp
}

interface MailboxTable {
  id: string
  recipient_id: string
  active: Generated<boolean>
  created_at: Timestamp
}

interface BlobTable {
  key: string
  state: Generated<'staged' | 'kept' | 'dropped'>
  created_at: Timestamp
}

interface MessageTable {
  id: string
  broker_id: Bigint
  sender_id: Bigint
  message_id: Nullable<string>
  recipient_id: Nullable<string>
  channel: 'DIGIPOST' | 'PRINT' | 'PEPPOL' | 'EPOST' | 'PENDING'
  status: 'NOT_COMPLETE' | 'COMPLETE' | 'DELIVERED' | 'DELIVERED_TO_PRINT'
  invoice_reference: Nullable<string>
  delivery_time: ColumnType<Date, Date | string, Date | string>
  created_at: Timestamp
}

export interface DocumentTable {
  id: string
  message_id: string
  sender_id: Bigint
  uuid: string
  position: number
  subject: Nullable<string>
  file_type: string
  content_type: string
  authentication_level: 'PASSWORD' | 'TWO_FACTOR' | 'IDPORTEN_3' | 'IDPORTEN_4'
  sensitivity_level: 'NORMAL' | 'SENSITIVE'
  opening_receipt: Nullable<string>
  technical_type: Nullable<string>
  data_type_name: Nullable<string>
  data_type_xml: Nullable<string>
  content_hash: Nullable<string>
  /** `document-seal.ts`; the columns in clear hold something only where an older version wrote it. */
  heading_encrypted: Nullable<Buffer>
  data_type_encrypted: Nullable<Buffer>
  content_hash_encrypted: Nullable<Buffer>
  content_size: Bigint
  /** Null, like the key beside it, when the letter was deleted for good. */
  blob_key: Nullable<string>
  wrapped_key: Nullable<Buffer>
  view_blob_key: Nullable<string>
  view_wrapped_key: Nullable<Buffer>
  opened_at: Nullable<Date>
  receipt_sent_at: Nullable<Date>
  scan: Generated<'clean' | 'waiting' | 'withheld' | 'destroyed'>
  /** There exactly while it is withheld or destroyed. */
  scan_reason: Nullable<'over-limit' | 'encrypted' | 'policy' | 'malware'>
  scan_signature: Nullable<string>
  /** There exactly while it waits. */
  scan_due_at: Nullable<Date>
  scan_tries: Generated<number>
}

interface LetterTable {
  id: string
  mailbox_id: string
  message_id: string
  place: Generated<string>
  visible_at: ColumnType<Date, Date | string, Date | string>
  read_at: Nullable<Date>
  binned_at: Nullable<Date>
  binned_from: Nullable<string>
  deleted_at: Nullable<Date>
  due_at: Nullable<Date>
  /** decimal text */
  amount: Nullable<string>
  kind: Nullable<string>
  action: Nullable<string>
  created_at: Timestamp
}

interface EventTable {
  id: Generated<string>
  document_id: string
  broker_id: Bigint
  sender_id: Bigint
  type: string
  metadata: Nullable<unknown>
  created_at: Timestamp
}

interface ActivityTable {
  id: Generated<string>
  mailbox_id: string
  letter_id: Nullable<string>
  document_id: Nullable<string>
  act: string
  level: Nullable<string>
  created_at: Timestamp
}

interface SessionTable {
  id: string
  token_hash: Buffer
  mailbox_id: string
  method: string
  device: Nullable<string>
  level: string
  base_level: string
  level_ends_at: Nullable<Date>
  ends_for_good_at: ColumnType<Date, Date | string, Date | string>
  issuer: Nullable<string>
  subject: Nullable<string>
  provider_session: Nullable<string>
  id_token: Nullable<Buffer>
  pending: Nullable<unknown>
  created_at: Timestamp
  last_seen_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
}

interface ContentLinkTable {
  token_hash: Buffer
  mailbox_id: string
  session_id: string
  document_id: string
  purpose: 'view' | 'download' | 'print'
  created_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
  used_at: Nullable<Date>
}

interface SignInAttemptTable {
  state_hash: Buffer
  browser_hash: Buffer
  secrets: Buffer
  session_id: Nullable<string>
  step_up: Nullable<unknown>
  created_at: Timestamp
  expires_at: ColumnType<Date, Date | string, Date | string>
}

interface RecipientSubjectTable {
  issuer: string
  subject: string
  recipient_id: string
  created_at: Timestamp
}

interface UsedLogoutTokenTable {
  token_hash: Buffer
  expires_at: ColumnType<Date, Date | string, Date | string>
}

interface InstallationTable {
  name: string
  value: Buffer
}

interface UnknownBlobTable {
  key: string
  days: Generated<number>
  first_seen_at: ColumnType<Date, Date, never>
  last_counted_at: ColumnType<Date, Date, Date>
}

interface ClockMarkTable {
  only_one: Generated<boolean>
  trusted_at: ColumnType<Date, Date, Date>
  /** There while the clock is doubted. */
  doubted_at: Nullable<Date>
  steady_seconds: Generated<number>
  ahead_seconds: Generated<number>
}

interface QuarantineActTable {
  id: Generated<string>
  document_id: string
  act: 'WITHHELD' | 'INSPECTED' | 'RELEASED' | 'RESCANNED' | 'DESTROYED'
  reason: string
  signature: Nullable<string>
  operator: Nullable<string>
  note: Nullable<string>
  created_at: Timestamp
}

/** The tables of `migrations/`, as Kysely types them. */
export interface Schema extends BuiltInSchema {
  installation: InstallationTable
  account: AccountTable
  account_certificate: AccountCertificateTable
  broker_grant: BrokerGrantTable
  recipient: RecipientTable
  mailbox: MailboxTable
  blob: BlobTable
  message: MessageTable
  document: DocumentTable
  letter: LetterTable
  event: EventTable
  activity: ActivityTable
  session: SessionTable
  content_link: ContentLinkTable
  sign_in_attempt: SignInAttemptTable
  recipient_subject: RecipientSubjectTable
  used_logout_token: UsedLogoutTokenTable
  unknown_blob: UnknownBlobTable
  clock_mark: ClockMarkTable
  quarantine_act: QuarantineActTable
}
