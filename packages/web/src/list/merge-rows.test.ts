import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LetterPage, LetterRow } from '@brevdue/server/mailbox-contract'
import { countFresh, keepEqualRows, withNews, withoutMissingRows } from './merge-rows.ts'

const row = (id: string, change: Partial<LetterRow> = {}): LetterRow => ({
  ...{ id, sender: 'A', subject: id, receivedAt: '2026-11-23T08:00:00Z', unread: true, lock: null, attachments: 0 },
  ...{ kind: null, action: null, dueAt: null, amount: null, asksReceipt: false, checking: false },
  ...change,
})
const page = (letters: LetterRow[], nextCursor: string | null = null): LetterPage => ({
  letters,
  nextCursor,
  ...{ unread: 0, inboxUnread: 0, binDays: 30 },
})
const ids = (rows: readonly LetterRow[]) => rows.map(({ id }) => id).join('')

describe('keepEqualRows', () => {
  it('keeps the objects that have not changed, so that their rows are not drawn again', () => {
    const old = [row('a'), row('b')]
    const merged = keepEqualRows(old, [row('a'), row('b', { unread: false })])
    assert.equal(merged[0], old[0])
    assert.notEqual(merged[1], old[1])
    assert.equal(merged[1]?.unread, false)
  })
})

describe('withoutMissingRows', () => {
  it('takes out a letter that is gone and puts in none that is new', () => {
    const shown = [row('b'), row('c'), row('d')]
    assert.equal(ids(withoutMissingRows(shown, page([row('a'), row('b'), row('d')]))), 'bd')
  })

  it('leaves the rows below the first page alone', () => {
    const shown = ['a', 'b', 'c', 'd', 'e'].map((id) => row(id))
    assert.equal(ids(withoutMissingRows(shown, page([row('n'), row('a'), row('c')], 'next'))), 'acde')
  })
})

describe('withNews', () => {
  it('changes rows but takes none away, so that a letter just read stays among the unread ones', () => {
    const shown = [row('a', { unread: false }), row('b')]
    const merged = withNews(shown, page([row('b', { lock: { level: 'TWO_FACTOR', hidden: false } })]))
    assert.equal(ids(merged), 'ab')
    assert.equal(merged[1]?.lock?.level, 'TWO_FACTOR')
  })
})

describe('countFresh', () => {
  it('counts what has come above the rows that are known', () => {
    assert.equal(countFresh([row('b'), row('c')], page([row('n'), row('a'), row('b'), row('c')]), true), 2)
  })

  it('takes a row that has moved up from further down for no news', () => {
    const shown = [row('a'), row('b')]
    assert.equal(countFresh(shown, page([row('a'), row('b'), row('c')], 'next'), false), 0)
    assert.equal(countFresh(shown, page([row('a'), row('b'), row('c')]), true), 1)
  })

  it('counts all where nothing is known any more', () => {
    assert.equal(countFresh([row('x')], page([row('a'), row('b')], 'next'), false), 2)
  })
})
