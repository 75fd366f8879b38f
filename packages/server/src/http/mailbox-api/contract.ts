/**
 * What the web mailbox and the server say to each other: JSON under `/api`, problems as RFC 9457
 * (`application/problem+json`). Types only, so that the web package can import it without the server.
 *
 * Every request that changes something carries `X-Brevdue-Request: 1` and `Content-Type: application/json`;
 * the session is the cookie `__Host-brevdue-session` (`brevdue-session` on plain http), HttpOnly, SameSite=Strict.
 * Times are ISO 8601 with offset. Ids are opaque.
 */

import type { DataCard } from './card-contract.ts'

export type * from './card-contract.ts'

/** Strength decides on the server alone; the client shows words and never compares. */
export type AuthenticationLevel = 'PASSWORD' | 'TWO_FACTOR' | 'IDPORTEN_3' | 'IDPORTEN_4'

export type Language = 'nb' | 'nn' | 'en'

/** How somebody signed in. */
export type SignInMethod = 'sandbox' | 'oidc' | 'passkey' | 'password' | 'activation' | 'recovery'

/** GET /api/sign-in: how one can sign in here (public). */
export type SignInOptions = SandboxSignInOptions | OidcSignInOptions | BuiltInSignInOptions

export interface SandboxSignInOptions {
  mode: 'sandbox'
  people: { id: string; name: string; kind: 'PERSON' | 'ORGANISATION'; digipostAddress: string | null }[]
  levels: AuthenticationLevel[]
}

/** One button, a plain GET link to `/auth/oidc`; `name` is what the operator calls the provider. */
export interface OidcSignInOptions {
  mode: 'oidc'
  name: string
  /** False while the provider cannot be reached: the page says so and still offers the button. */
  available: boolean
}

/** Passkey (two-factor level), or e-mail address + password + a link by e-mail (password level). */
export interface BuiltInSignInOptions {
  mode: 'built-in'
  /** False where the operator has set up no outgoing e-mail: then only passkeys are offered. */
  password: boolean
}

/** POST /api/sign-in (sandbox only) → 200 Session. */
export interface SandboxSignIn {
  personId: string
  level: AuthenticationLevel
}

/** GET /api/session → 200, or 401 SIGNED_OUT. POST /api/session/extend → 200. POST /api/sign-out → 204, or 200 SignedOut. */
export interface Session {
  person: { name: string; initials: string; kind: 'PERSON' | 'ORGANISATION' }
  level: AuthenticationLevel
  method: SignInMethod
  since: string
  /** When the session ends if nothing is done. Reading it does not extend it. */
  endsAt: string
  /** When it ends whatever is done: no extending helps then, and the warning says so. */
  endsForGoodAt: string
  /** When a raised level lapses to the one of the first sign-in; null when it lasts as long as the session. */
  levelEndsAt: string | null
  /** True in the sandbox: every page says that sign-in is only pretended. */
  sandbox: boolean
  /** A stronger sign-in under way, started by GET /auth/step-up?letter=…: what the sandbox's page asks. */
  stepUp: { letterId: string; level: AuthenticationLevel } | null
}

/** The page goes there, a path or the provider's address: it signs out there too, and leads back to `/signed-out`. */
export interface SignedOut {
  redirectTo: string
}

/**
 * GET /api/sessions: where this mailbox is signed in, this session first, then the latest used.
 * POST /api/sessions/:sessionId/end {} → 204 (404 when it has ended). POST /api/sessions/end-all {} → 204: everywhere,
 * here too. Both write the owner's activity.
 */
export interface SessionList {
  sessions: OpenSession[]
}
export interface OpenSession {
  id: string
  current: boolean
  level: AuthenticationLevel
  method: SignInMethod
  since: string
  lastSeenAt: string
  /** Browser and system in words, e.g. "Firefox, Android"; null when it cannot be told. */
  device: string | null
}

/**
 * GET /auth/oidc: starts a sign-in at the provider, 303. GET /auth/oidc/callback: comes back, 303 to the mailbox or to
 * `/sign-in?failed=<reason>`, one of these. They say whose turn it is and never what the provider said.
 */
export type SignInFailure =
  | 'cancelled'
  | 'expired'
  | 'not-accepted'
  | 'no-mailbox'
  | 'other-person'
  | 'unavailable'
  | 'too-many'

/**
 * GET /auth/step-up?letter=<id>[&document=<id>]: plain link; the server picks the level, keeps the return path in
 * the session and redirects (303), in the sandbox to `/sign-in?step-up=1`.
 * POST /api/step-up { accept: true, level } → 200 StepUpResult with a raised, rotated session;
 * { accept: false } → 200, nothing raised. A level that is too low leaves the letter locked.
 */
export interface StepUpAnswer {
  accept: boolean
  level?: AuthenticationLevel
}
export interface StepUpResult {
  outcome: 'raised' | 'cancelled' | 'too-low'
  /** Path inside the mailbox, e.g. `/inbox/<letterId>`; the client shows M13, M14 or M15 there. */
  returnTo: string
}

/** A lock says what the letter or document needs; without one it can be opened now. */
export interface Lock {
  level: AuthenticationLevel
  /** True: sender and subject are not in this answer, and must not be guessed. */
  hidden: boolean
}

/** One row of the list. With `lock.hidden`, `sender`, `subject` and everything told by the sender are null. */
export interface LetterRow {
  id: string
  sender: string | null
  subject: string | null
  receivedAt: string
  unread: boolean
  lock: Lock | null
  attachments: number
  /** From the sender's data type, null when there is none or when hidden. */
  kind: string | null
  action: string | null
  dueAt: string | null
  /** Decimal text in NOK, e.g. "1249.00". */
  amount: string | null
  asksReceipt: boolean
  /** It waits for the operator's malware scanner and cannot be opened yet. Told of a hidden letter too. */
  checking: boolean
  /** In the bin only: where it lay before, which is where "Restore" moves it. */
  restoresTo?: PlaceId
}

/** Where a letter lies. An id and not a closed list: folders come later. */
export type PlaceId = 'inbox' | 'archive' | 'bin'

/** GET /api/letters?place=inbox|archive|bin[&unread=1][&cursor=…] → 200 with ETag; newest first, 50 a page. */
export interface LetterPage {
  letters: LetterRow[]
  nextCursor: string | null
  /** In this place; 1000 means 1000 or more, since counting stops there. */
  unread: number
  /** In the inbox: what the navigation and the title count, wherever one is; 1000 as above. */
  inboxUnread: number
  /** After how many days the bin forgets a letter: the operator's setting. */
  binDays: number
}

/**
 * POST /api/letters/move { moves } → 200 Moved. At most 500; all or nothing within the mailbox; locked letters move too,
 * unseen. Letters that are not there (any more) are left out of the answer. Undo is the same call with `from` as `to`.
 */
export interface MoveRequest {
  moves: { letterId: string; to: PlaceId }[]
}
export interface Moved {
  moved: { letterId: string; from: PlaceId; to: PlaceId }[]
}

/** POST /api/letters/read { letterIds, read } → 200 LettersChanged. At most 500. */
export interface BulkReadRequest {
  letterIds: string[]
  read: boolean
}

/**
 * POST /api/letters/delete { letterIds } → 200 LettersChanged. For good: content, subject and the sender's claims are
 * destroyed. Only what lies in the bin; another letter in the list answers 409 NOT_IN_BIN and nothing is deleted.
 */
export interface DeleteRequest {
  letterIds: string[]
}
export interface LettersChanged {
  letterIds: string[]
}

/**
 * GET /api/letters/:letterId/activity → 200, newest first, at most 200, RECEIVED last and always there.
 * GET /api/activity[?cursor=…][&about=sign-in|deleted]: what was done in the mailbox, or with the sign-in to it alone, or
 * to letters that are gone, 50 a page, without RECEIVED. Of a letter that is hidden at the reader's level only those
 * acts are told that its row shows anyway: received, read, moved, deleted.
 */
export interface ActivityPage {
  entries: ActivityEntry[]
  nextCursor: string | null
}
export type Act =
  | 'RECEIVED'
  | 'SIGNED_IN'
  | 'SIGNED_OUT'
  | 'SESSION_ENDED'
  | 'LEVEL_RAISED'
  | 'OPENED'
  | 'DOWNLOADED'
  | 'PRINTED'
  | 'CALENDAR_FETCHED'
  | 'RECEIPT_SENT'
  | 'WITHHELD'
  | 'INSPECTED'
  | 'RELEASED'
  | 'DESTROYED'
  | 'MARKED_READ'
  | 'MARKED_UNREAD'
  | 'ARCHIVED'
  | 'MOVED_TO_INBOX'
  | 'BINNED'
  | 'DELETED'
  | 'DELETED_AUTOMATICALLY'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_REMOVED'
  | 'PASSWORD_CHANGED'
  | 'EMAIL_CHANGED'
  | 'RECOVERY_CODES_MADE'
  | 'RECOVERED'
  | 'INVITED'
  | 'SUBJECT_LINKED'
  | 'INVITATION_USED'
  | 'ACTIVATED'
export interface ActivityEntry {
  id: string
  at: string
  act: Act
  /** At which level it was done; null for what nobody signed in did: the service, or its operator. */
  level: AuthenticationLevel | null
  letterId: string | null
  documentId: string | null
}

/** `checking` can become `clean` or `withheld`, and `withheld` can become any of the others, when an operator decides; a clean attachment waits with a letter that will ask for a receipt. */
export type ScanState = 'clean' | 'checking' | 'withheld' | 'destroyed'

/** Why the check did not pass a document; only `malware` says that something harmful was found. */
export type ScanReason = 'over-limit' | 'encrypted' | 'policy' | 'malware'

export type Rendering = 'pdf' | 'html' | 'image' | 'text' | 'download'

export interface LetterDocument {
  id: string
  /** null when hidden, or on technical attachments */
  subject: string | null
  /** Empty, `application/octet-stream` and 0 when hidden: they too can give away which letter it is. */
  fileType: string
  contentType: string
  size: number
  /** How the reader shows it. */
  rendering: Rendering
  lock: Lock | null
  technical: boolean
  /** What the malware scanner says, where there is one; `clean` while hidden. */
  scan: ScanState
  /** There exactly while it is withheld or destroyed, and not hidden. */
  scanReason: ScanReason | null
  receipt: { state: 'not-asked' } | { state: 'asked' } | { state: 'sent'; at: string }
  /** Base64 SHA-256 of the bytes as received; null when hidden. */
  contentHash: string | null
  downloadName: string | null
  /** The sender's structured claims about this document; null when there are none, or while it cannot be opened. */
  card: DataCard | null
}

/** GET /api/letters/:letterId → 200, 404 NOT_FOUND (also for another mailbox's letter). Reading it opens nothing. */
export interface Letter extends LetterRow {
  place: string
  senderKind: 'ORGANISATION' | 'PUBLIC_BODY' | null
  senderOrganisationNumber: string | null
  /** Name of the broker when the letter came through one. */
  sentVia: string | null
  /** The sender's own reference (message-id); null when none or hidden. */
  reference: string | null
  /** Primary document first. Of a hidden letter only the primary one is named, without what describes it. */
  documents: LetterDocument[]
}

/**
 * GET /api/letters/:letterId/scan → 200: how far the check of a letter is, for a page that waits and asks every few
 * seconds. Unlike reading the letter it does not extend the session.
 */
export interface LetterScan {
  documents: { id: string; scan: ScanState }[]
}

/**
 * POST /api/letters/:letterId/documents/:documentId/link { purpose } → 201 ContentLink;
 * 403 STEP_UP_REQUIRED, 409 CHECKING, 403 WITHHELD, 409 RECEIPT_REQUIRED, 410 CONTENT_LOST, in this order. The link works once, for 30 seconds (protocol 11.6).
 * GET <url> answers the bytes under the content's own CSP; the letter becomes read when the content has gone out.
 */
export interface ContentLinkRequest {
  purpose: 'view' | 'download' | 'print'
}
export interface ContentLink {
  url: string
  expiresAt: string
}

/**
 * POST /api/letters/:letterId/documents/:documentId/receipt {} → 200; writes the OPENED event. Idempotent. Refused, with
 * the same codes, for what could not be opened after it.
 */
export interface ReceiptSent {
  at: string
}

/** POST /api/letters/:letterId/read { read } → 200. */
export interface ReadRequest {
  read: boolean
}

export type ProblemCode =
  | 'SIGNED_OUT'
  | 'NOT_FOUND'
  | 'STEP_UP_REQUIRED'
  | 'CHECKING'
  | 'WITHHELD'
  | 'RECEIPT_REQUIRED'
  | 'CONTENT_LOST'
  | 'INVALID_REQUEST'
  | 'FORBIDDEN'
  | 'NOT_IN_BIN'
  | 'TOO_MANY_ATTEMPTS'
  | 'NOT_ACCEPTED'
  | 'PASSKEY_EXPIRED'
  | 'PASSKEY_UNVERIFIED'
  | 'TOO_MANY_PASSKEYS'
  | 'NOT_GENUINE'
  | 'UNAVAILABLE'
  | 'SERVER_ERROR'

/** application/problem+json; `code` is what the client acts on, `detail` is English for developers. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ProblemCode
  detail?: string
  /** With STEP_UP_REQUIRED. */
  level?: AuthenticationLevel
  /** With RECEIPT_REQUIRED: whose receipt is asked for; the primary document's guards the attachments too. */
  documentId?: string
  /** With TOO_MANY_ATTEMPTS and UNAVAILABLE: in how many seconds to try again. */
  retryAfter?: number
  /** With SERVER_ERROR and NOT_GENUINE: quote it to the operator. */
  reference?: string
}
