import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatHttpDate, parseHttpDate } from './http-date.ts'

const text = 'Wed, 29 Jun 2011 14:58:11 GMT'

test('a date is written and read again', () => {
  assert.equal(formatHttpDate(new Date('2011-06-29T14:58:11.999Z')), text)
  assert.equal(parseHttpDate(text)?.toISOString(), '2011-06-29T14:58:11.000Z')
})

test('a day of one digit is read', () => {
  assert.equal(parseHttpDate('Wed, 1 Jun 2011 00:00:00 GMT')?.toISOString(), '2011-06-01T00:00:00.000Z')
})

const refused = [
  '',
  '2011-06-29T14:58:11Z',
  'Wed, 29 Jun 2011 14:58:11 UTC',
  'Wed, 29 Jun 2011 14:58:11 +0000',
  'Wed, 29 Jun 2011 14:58:11 GMT ',
  'wed, 29 jun 2011 14:58:11 gmt',
  'Thu, 29 Jun 2011 14:58:11 GMT',
  'Wed, 31 Jun 2011 14:58:11 GMT',
  'Thu, 30 Foo 2011 14:58:11 GMT',
  'Wed, 29 Jun 2011 24:58:11 GMT',
  'Wed, 29 Jun 2011 14:60:11 GMT',
  'Wed, 29 Jun 2011 14:58:60 GMT',
  'Wednesday, 29-Jun-11 14:58:11 GMT',
  'Wed Jun 29 14:58:11 2011',
  'ons, 29 jun 2011 14:58:11 GMT',
]
for (const date of refused) test(`'${date}' is refused`, () => assert.equal(parseHttpDate(date), undefined))
