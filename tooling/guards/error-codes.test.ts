import assert from 'node:assert/strict'
import test from 'node:test'
import { type ErrorCode, errorCodes } from '@brevdue/protocol'
import { trackedTexts } from './tracked.ts'

/** Codes that the protocol has for what this server does not do yet. Whoever builds it takes its codes off this list. */
const notBuilt: Record<string, readonly ErrorCode[]> = {
  'the three-step flow': [
    'CONTENT_ALREADY_UPLOADED',
    'DIGIPOST_MESSAGE_ALREADY_DELIVERED',
    'INVALID_TRANSACTION',
    'MESSAGE_ALREADY_SENT',
    'MESSAGE_NOT_FOUND',
    'PRINT_MESSAGE_ALREADY_DELIVERED',
  ],
  'encrypted content': [
    'CANNOT_PREENCRYPT',
    'CONTENT_NOT_ENCRYPTED',
    'CONTENT_NOT_ENCRYPTED_WITH_CORRECT_KEY',
    'ENCRYPTION_KEY_NOT_FOUND',
  ],
  print: ['CONTENT_OF_PRINT_MESSAGE_MUST_BE_PDF', 'INVALID_RECIPIENT_PRINT_ADDRESS', 'INVALID_RETURN_ADDRESS'],
  'notifications and registration': [
    'INVALID_EMAIL_ADDRESS',
    'INVALID_EMAIL_NOTIFICATION_TIME',
    'INVALID_PHONE_NUMBER',
    'INVALID_SMS_NOTIFICATION_TIME',
    'NOTIFICATION_ADDRESSES_NOT_ALLOWED',
    'UNKNOWN_USER',
  ],
  'status, events and search': ['DOCUMENT_NOT_FOUND', 'INVALID_DATE', 'INVALID_DATE_RANGE'],
  batches: ['DUPLICATE_DOCUMENT_ID_FOR_BATCH'],
  Peppol: ['PEPPOL_FILE_MUST_BE_XML', 'UNKNOWN_PEPPOL_RECIPIENT'],
  'quotas and approval per account': [
    'FILE_TOO_LARGE',
    'NOT_APPROVED_FOR_REST_API_USAGE',
    'ORGANISATION_LETTERS_PER_MONTH_EXCEEDED',
  ],
  'clients before version 6, which knew no SHA-256': ['MISSING_CONTENT_HASH'],
  'a rule whose trigger the protocol does not tell': ['AUTHENTICATION_LEVEL_TOO_LOW'],
}

const listed = new Set(Object.values(notBuilt).flat())
const codes = Object.keys(errorCodes) as ErrorCode[]
const sent = codes.filter((code) => errorCodes[code].status !== null)
const texts = [...trackedTexts()]
const joined = (wanted: RegExp, unwanted = /^$/) =>
  texts
    .filter(({ path }) => wanted.test(path) && !unwanted.test(path))
    .map(({ text }) => text)
    .join('\n')

test('every error code is in the reference, and nothing else is', () => {
  const page = joined(/^docs\/reference\/errors\.md$/)
  const documented = [...page.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code)
  assert.deepEqual(new Set(documented), new Set(codes))
})

test('every code that the server sends is expected by a test', () => {
  const tests = joined(/^packages\/server\/(test\/|src\/.*\.test\.ts$)/)
  const untested = sent.filter((code) => !listed.has(code) && !new RegExp(`\\b${code}\\b`).test(tests))
  assert.deepEqual(untested, [])
})

test('no code is called not built that the server raises', () => {
  const sources = joined(/^packages\/(server|protocol)\/src\//, /\.test\.ts$|error-codes\.ts$/)
  assert.deepEqual(
    [...listed].filter((code) => new RegExp(`'${code}'`).test(sources)),
    [],
  )
})
