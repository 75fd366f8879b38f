import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { errorCodes, isErrorCode } from './error-codes.ts'

const official = new URL('../../../../shared/protocol/error-codes.json', import.meta.url)

test('the table has the codes, types and statuses of the protocol description', (t) => {
  if (!existsSync(official)) {
    t.diagnostic('NOTICE: ../shared/protocol/error-codes.json is absent; the comparison did not run')
    return t.skip('../shared/protocol is absent')
  }
  const rows: { code: string; type: string; status: number | null; origin: string }[] = JSON.parse(
    readFileSync(official, 'utf8'),
  )
  assert.deepEqual(Object.keys(errorCodes).sort(), rows.map((row) => row.code).sort())
  for (const row of rows) {
    assert.ok(isErrorCode(row.code))
    const { type, status } = errorCodes[row.code]
    assert.deepEqual({ type, status }, { type: row.type, status: row.status }, row.code)
  }
})

test('every meaning is one line that ends as a sentence, and no two are alike', () => {
  const meanings = Object.values(errorCodes).map((rule) => rule.meaning)
  for (const meaning of meanings) assert.match(meaning, /^[A-Z][^\n]+\.$/)
  assert.equal(new Set(meanings).size, meanings.length)
})

test('a retry is promised only where the same bytes can succeed', () => {
  const retried = Object.entries(errorCodes).filter(([, rule]) => rule.retry)
  assert.deepEqual(
    retried.map(([code]) => code),
    ['API_UNAVAILABLE', 'SERVER_ERROR', 'CONNECTION_ERROR'],
  )
})

test('inherited names are not codes', () => assert.equal(isErrorCode('toString'), false))
