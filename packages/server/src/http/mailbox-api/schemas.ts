import { authenticationLevels } from '../../domain/access.ts'
import { cardSchema } from './card-schema.ts'
import { problems } from './problem.ts'

const problemCodes = Object.keys(problems)
const id = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' } as const
const level = { type: 'string', enum: authenticationLevels } as const
const text = { type: 'string' } as const
const optionalText = { type: ['string', 'null'] } as const
const flag = { type: 'boolean' } as const
const kind = { type: 'string', enum: ['PERSON', 'ORGANISATION'] } as const

/** `required` is every property unless told otherwise: an answer with a forgotten property must fail in a test. */
function object<P extends Record<string, unknown>>(properties: P, required: string[] = Object.keys(properties)) {
  return { type: 'object', additionalProperties: false, properties, required } as const
}
const list = <S>(items: S) => ({ type: 'array', items }) as const
/** What one request may name at once, and the largest body that this makes. */
const bulk = <S>(items: S, unique = false) =>
  ({ type: 'array', items, minItems: 1, maxItems: 500, uniqueItems: unique }) as const
export const longestBulkBody = 64 * 1024
const orNull = <S extends { type: string }>(schema: S) => ({ ...schema, type: [schema.type, 'null'] }) as const

const lock = orNull(object({ level, hidden: flag }))

const place = { type: 'string', enum: ['inbox', 'archive', 'bin'] } as const

const rowProperties = {
  id,
  sender: optionalText,
  subject: optionalText,
  receivedAt: text,
  unread: flag,
  lock,
  attachments: { type: 'integer' },
  kind: optionalText,
  action: optionalText,
  dueAt: optionalText,
  amount: optionalText,
  asksReceipt: flag,
  checking: flag,
  restoresTo: place,
} as const
const rowRequired = Object.keys(rowProperties).filter((name) => name !== 'restoresTo')

const scan = { type: 'string', enum: ['clean', 'checking', 'withheld', 'destroyed'] } as const
const scanReason = { type: ['string', 'null'], enum: ['over-limit', 'encrypted', 'policy', 'malware', null] } as const

const document = object({
  id,
  subject: optionalText,
  fileType: text,
  contentType: text,
  size: { type: 'integer' },
  rendering: { type: 'string', enum: ['pdf', 'html', 'image', 'text', 'download'] },
  lock,
  technical: flag,
  receipt: object({ state: { type: 'string', enum: ['not-asked', 'asked', 'sent'] }, at: text }, ['state']),
  scan,
  scanReason,
  contentHash: optionalText,
  downloadName: optionalText,
  card: cardSchema,
})

const method = { type: 'string', enum: ['sandbox', 'oidc', 'passkey', 'password', 'activation', 'recovery'] } as const
const letterOnly = {
  place: text,
  senderKind: optionalText,
  senderOrganisationNumber: optionalText,
  sentVia: optionalText,
  reference: optionalText,
  documents: list(document),
} as const
const letterProperties = { ...rowProperties, ...letterOnly } as const

const session = object({
  person: object({ name: text, initials: text, kind }),
  level,
  method,
  since: text,
  endsAt: text,
  endsForGoodAt: text,
  levelEndsAt: optionalText,
  sandbox: flag,
  stepUp: orNull(object({ letterId: id, level })),
})

/**
 * One schema per shape of `contract.ts`. Requests are checked against them; answers are written by them, so that
 * nothing that is not named here can leave.
 */
export const schemas = {
  letterParams: object({ letterId: id }),
  documentParams: object({ letterId: id, documentId: id }),
  tokenParams: object({ token: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' } }),
  calendarQuery: object({ private: { type: 'string', enum: ['1'] } }, []),
  stepUpQuery: object({ letter: id, document: id }, ['letter']),
  listQuery: object(
    {
      place: { ...place, default: 'inbox' },
      unread: { type: 'string', enum: ['0', '1'] },
      cursor: { type: 'string', maxLength: 200 },
    },
    [],
  ),
  sandboxSignIn: object({ personId: id, level }),
  stepUpAnswer: object({ accept: flag, level }, ['accept']),
  contentLinkRequest: object({ purpose: { type: 'string', enum: ['view', 'download', 'print'] } }),
  readRequest: object({ read: flag }),
  moveRequest: object({ moves: bulk(object({ letterId: id, to: place })) }),
  bulkReadRequest: object({ letterIds: bulk(id, true), read: flag }),
  deleteRequest: object({ letterIds: bulk(id, true) }),
  nothing: { type: 'object' },

  sessionParams: object({ sessionId: id }),
  signInOptions: {
    anyOf: [
      object({
        mode: { type: 'string', const: 'sandbox' },
        people: list(object({ id, name: text, kind, digipostAddress: optionalText })),
        levels: list(level),
      }),
      object({ mode: { type: 'string', const: 'oidc' }, name: text, available: flag }),
      object({ mode: { type: 'string', const: 'built-in' }, password: flag }),
    ],
  },
  session,
  signedOut: object({ redirectTo: text }),
  sessionList: object({
    sessions: list(object({ id, current: flag, level, method, since: text, lastSeenAt: text, device: optionalText })),
  }),
  stepUpResult: object({ outcome: { type: 'string', enum: ['raised', 'cancelled', 'too-low'] }, returnTo: text }),
  letterPage: object({
    letters: list(object(rowProperties, rowRequired)),
    nextCursor: optionalText,
    unread: { type: 'integer' },
    inboxUnread: { type: 'integer' },
    binDays: { type: 'integer' },
  }),
  letter: object(letterProperties, [...rowRequired, ...Object.keys(letterOnly)]),
  letterScan: object({ documents: list(object({ id, scan })) }),
  moved: object({ moved: list(object({ letterId: id, from: place, to: place })) }),
  lettersChanged: object({ letterIds: list(id) }),
  activityQuery: object(
    { cursor: { type: 'string', pattern: '^[0-9]{1,18}$' }, about: { type: 'string', enum: ['sign-in', 'deleted'] } },
    [],
  ),
  activityPage: object({
    entries: list(
      object({
        id: text,
        at: text,
        act: text,
        level: { type: ['string', 'null'], enum: [...authenticationLevels, null] },
        letterId: optionalText,
        documentId: optionalText,
      }),
    ),
    nextCursor: optionalText,
  }),
  problem: object(
    {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: { type: 'string', enum: problemCodes },
      detail: text,
      level,
      documentId: id,
      retryAfter: { type: 'integer' },
      reference: text,
    },
    ['type', 'title', 'status', 'code'],
  ),
  contentLink: object({ url: text, expiresAt: text }),
  receiptSent: object({ at: text }),
  readState: object({ read: flag }),
} as const
