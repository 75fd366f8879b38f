import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AuthenticationLevel,
  attachmentLock,
  authenticationLevels,
  barrierTo,
  type Demands,
  lockOf,
  type Openable,
  reaches,
  type ScanState,
  stronger,
} from './access.ts'

const table: Record<AuthenticationLevel, AuthenticationLevel[]> = {
  PASSWORD: ['PASSWORD'],
  TWO_FACTOR: ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3'],
  IDPORTEN_3: ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3'],
  IDPORTEN_4: ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3', 'IDPORTEN_4'],
}

test('each level reaches what protocol 7.3 says and nothing more', () => {
  for (const has of authenticationLevels) {
    assert.deepEqual(
      authenticationLevels.filter((needs) => reaches(has, needs)),
      table[has],
      has,
    )
  }
})

test('stronger keeps the first of two equals', () => {
  assert.equal(stronger('TWO_FACTOR', 'IDPORTEN_3'), 'TWO_FACTOR')
  assert.equal(stronger('IDPORTEN_3', 'TWO_FACTOR'), 'IDPORTEN_3')
  assert.equal(stronger('PASSWORD', 'IDPORTEN_4'), 'IDPORTEN_4')
})

const normal = (authenticationLevel: AuthenticationLevel): Demands => ({
  authenticationLevel,
  sensitivityLevel: 'NORMAL',
})
const sensitive = (authenticationLevel: AuthenticationLevel): Demands => ({
  authenticationLevel,
  sensitivityLevel: 'SENSITIVE',
})

test('lockOf', () => {
  assert.equal(lockOf(normal('PASSWORD'), 'PASSWORD'), null)
  assert.equal(lockOf(sensitive('PASSWORD'), 'PASSWORD'), null)
  assert.deepEqual(lockOf(normal('TWO_FACTOR'), 'PASSWORD'), { level: 'TWO_FACTOR', hidden: false })
  assert.deepEqual(lockOf(sensitive('TWO_FACTOR'), 'PASSWORD'), { level: 'TWO_FACTOR', hidden: true })
  assert.equal(lockOf(sensitive('IDPORTEN_3'), 'TWO_FACTOR'), null)
  assert.deepEqual(lockOf(sensitive('IDPORTEN_4'), 'IDPORTEN_3'), { level: 'IDPORTEN_4', hidden: true })
})

const attachmentTable: [string, Demands, Demands, AuthenticationLevel, ReturnType<typeof lockOf>][] = [
  ['both open', normal('PASSWORD'), normal('PASSWORD'), 'PASSWORD', null],
  ['own lock only', normal('TWO_FACTOR'), normal('PASSWORD'), 'PASSWORD', { level: 'TWO_FACTOR', hidden: false }],
  ['own hidden', sensitive('TWO_FACTOR'), normal('PASSWORD'), 'PASSWORD', { level: 'TWO_FACTOR', hidden: true }],
  ['primary locked but named', normal('PASSWORD'), normal('TWO_FACTOR'), 'PASSWORD', null],
  ['primary hidden', normal('PASSWORD'), sensitive('TWO_FACTOR'), 'PASSWORD', { level: 'TWO_FACTOR', hidden: true }],
  [
    'primary hidden, own stronger',
    normal('IDPORTEN_4'),
    sensitive('TWO_FACTOR'),
    'PASSWORD',
    { level: 'IDPORTEN_4', hidden: true },
  ],
  [
    'primary unlocked, own hidden',
    sensitive('IDPORTEN_4'),
    sensitive('TWO_FACTOR'),
    'TWO_FACTOR',
    { level: 'IDPORTEN_4', hidden: true },
  ],
]

for (const [name, attachment, primary, has, expected] of attachmentTable) {
  test(`attachmentLock: ${name}`, () => assert.deepEqual(attachmentLock(attachment, primary, has), expected))
}

const openable = (id: string, demands: Demands, asks = false, sentAt: Date | null = null): Openable => ({
  id,
  ...demands,
  receipt: { asks, sentAt },
  scan: 'clean',
})
const sent = new Date('2026-11-23T10:00:00Z')

test('barrierTo: nothing in the way', () => {
  const primary = openable('p', normal('PASSWORD'))
  assert.equal(barrierTo(primary, primary, 'PASSWORD'), null)
})

test('barrierTo: stronger sign-in comes before the receipt', () => {
  const primary = openable('p', normal('TWO_FACTOR'), true)
  assert.deepEqual(barrierTo(primary, primary, 'PASSWORD'), { kind: 'step-up', level: 'TWO_FACTOR' })
  assert.deepEqual(barrierTo(primary, primary, 'TWO_FACTOR'), { kind: 'receipt', documentId: 'p' })
})

test('barrierTo: the receipt of the primary document guards its attachments', () => {
  const attachment = openable('a', normal('PASSWORD'))
  assert.deepEqual(barrierTo(attachment, openable('p', normal('PASSWORD'), true), 'PASSWORD'), {
    kind: 'receipt',
    documentId: 'p',
  })
  assert.equal(barrierTo(attachment, openable('p', normal('PASSWORD'), true, sent), 'PASSWORD'), null)
})

test('barrierTo: an attachment may ask for a receipt of its own', () => {
  const primary = openable('p', normal('PASSWORD'))
  const attachment = openable('a', normal('PASSWORD'), true)
  assert.equal(barrierTo(primary, primary, 'PASSWORD'), null)
  assert.deepEqual(barrierTo(attachment, primary, 'PASSWORD'), { kind: 'receipt', documentId: 'a' })
})

test('barrierTo: the scan comes after the stronger sign-in and before the receipt', () => {
  for (const scan of ['checking', 'withheld'] as const) {
    const primary = { ...openable('p', normal('TWO_FACTOR'), true), scan }
    assert.deepEqual(barrierTo(primary, primary, 'PASSWORD'), { kind: 'step-up', level: 'TWO_FACTOR' })
    assert.deepEqual(barrierTo(primary, primary, 'TWO_FACTOR'), { kind: scan })
  }
})

test('barrierTo: a clean attachment does not wait for its letter, unless the letter will ask for a receipt', () => {
  const attachment = openable('a', normal('PASSWORD'))
  const barrierBehind = (asks: boolean, scan: ScanState, sentAt: Date | null = null) =>
    barrierTo(attachment, { ...openable('p', normal('PASSWORD'), asks, sentAt), scan }, 'PASSWORD')
  assert.equal(barrierBehind(false, 'checking'), null)
  assert.equal(barrierBehind(false, 'withheld'), null)
  assert.deepEqual(barrierBehind(true, 'checking'), { kind: 'checking' })
  assert.equal(barrierBehind(true, 'checking', sent), null)
  // its receipt can never be given
  assert.equal(barrierBehind(true, 'withheld'), null)
  assert.deepEqual(barrierBehind(true, 'clean'), { kind: 'receipt', documentId: 'p' })
})

test('barrierTo: what is found in an attachment closes that attachment alone', () => {
  const primary = openable('p', normal('PASSWORD'))
  const attachment: Openable = { ...openable('a', normal('PASSWORD')), scan: 'withheld' }
  assert.deepEqual(barrierTo(attachment, primary, 'PASSWORD'), { kind: 'withheld' })
  assert.equal(barrierTo(primary, primary, 'PASSWORD'), null)
})
