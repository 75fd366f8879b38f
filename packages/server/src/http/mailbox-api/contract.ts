/**
 * What the web mailbox and the server say to each other: JSON under `/api`, problems as RFC 9457
 * (`application/problem+json`). Types only, so that the web package can import it without the server.
 *
 * Every request that changes something carries `X-Brevdue-Request: 1` and `Content-Type: application/json`;
 * the session is the cookie `__Host-brevdue-session` (`brevdue-session` on plain http), HttpOnly, SameSite=Strict.
 * Times are ISO 8601 with offset. Ids are opaque.
 */

/** Strength decides on the server alone; the client shows words and never compares. */
export type AuthenticationLevel = 'PASSWORD' | 'TWO_FACTOR' | 'IDPORTEN_3' | 'IDPORTEN_4'

export type Language = 'nb' | 'nn' | 'en'

/** GET /api/sign-in: how one can sign in here (public). */
export interface SignInOptions {
  mode: 'sandbox'
  people: { id: string; name: string; kind: 'PERSON' | 'ORGANISATION'; digipostAddress: string | null }[]
  levels: AuthenticationLevel[]
}

/** POST /api/sign-in (sandbox only) → 200 Session. */
export interface SandboxSignIn {
  personId: string
  level: AuthenticationLevel
}

/** GET /api/session → 200, or 401 SIGNED_OUT. POST /api/session/extend → 200. POST /api/sign-out → 204. */
export interface Session {
  person: { name: string; initials: string; kind: 'PERSON' | 'ORGANISATION' }
  level: AuthenticationLevel
  since: string
  /** When the session ends if nothing is done. Reading it does not extend it. */
  endsAt: string
  /** True in the sandbox: every page says that sign-in is only pretended. */
  sandbox: boolean
  /** A stronger sign-in under way, started by GET /auth/step-up?letter=…: what the sandbox's page asks. */
  stepUp: { letterId: string; level: AuthenticationLevel } | null
}

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
}

/** GET /api/letters?place=inbox[&unread=1][&cursor=…] → 200 with ETag; newest first, 50 a page. */
export interface LetterPage {
  letters: LetterRow[]
  nextCursor: string | null
  unread: number
}

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
  receipt: { state: 'not-asked' } | { state: 'asked' } | { state: 'sent'; at: string }
  /** Base64 SHA-256 of the bytes as received; null when hidden. */
  contentHash: string | null
  downloadName: string | null
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
 * POST /api/letters/:letterId/documents/:documentId/link { purpose } → 201 ContentLink;
 * 403 STEP_UP_REQUIRED, 409 RECEIPT_REQUIRED. The link works once, for 30 seconds (protocol 11.6).
 * GET <url> answers the bytes under the content's own CSP; the letter becomes read when the content has gone out.
 */
export interface ContentLinkRequest {
  purpose: 'view' | 'download' | 'print'
}
export interface ContentLink {
  url: string
  expiresAt: string
}

/** POST /api/letters/:letterId/documents/:documentId/receipt {} → 200; writes the OPENED event. Idempotent. */
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
  | 'RECEIPT_REQUIRED'
  | 'INVALID_REQUEST'
  | 'FORBIDDEN'
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
  /** With SERVER_ERROR: quote it to the operator. */
  reference?: string
}
