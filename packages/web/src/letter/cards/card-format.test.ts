import assert from 'node:assert/strict'
import { it } from 'node:test'
import { formatMessage } from '../../language/message-format.ts'
import words from '../../locales/cards/nb.json' with { type: 'json' }
import { formatDaysLeft, formatInterval, formatMoney, formatValue, groupAccount, groupKid } from './card-format.ts'
import type { CardTexts } from './card-texts.ts'

const texts: CardTexts = {
  language: 'nb',
  t: (key, values = {}) => formatMessage(words[key], values, 'nb'),
  word: () => undefined,
}
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('groups account and KID for the eye', () => {
  assert.equal(plain(groupAccount('99995500058')), '9999 55 00058')
  assert.equal(plain(groupKid('2026110000422')), '2026 1100 0042 2')
  assert.equal(plain(groupKid('1234')), '1234')
})

it('writes money in its own currency', () => {
  assert.equal(plain(formatMoney('1249.00', 'NOK', 'nb')), '1 249,00 kr')
  assert.equal(plain(formatMoney('59.80', 'SEK', 'nn')), '59,80 SEK')
  assert.equal(plain(formatMoney('59.80', 'SEK', 'en')), 'SEK 59.80')
})

it('says how far off a day is, without alarm when it is past', () => {
  const says = (days: number) => formatDaysLeft(days, texts.t)
  assert.deepEqual([12, 1, 0, -1, -3].map(says), [
    ...['12 dager igjen', 'i morgen', 'i dag', 'for 1 dag siden', 'for 3 dager siden'],
  ])
})

it('writes an interval with one day, or with both', () => {
  const plainInterval = (from: string, to: string) => plain(formatInterval(from, to, texts))
  assert.equal(plainInterval('2026-12-04T09:00:00Z', '2026-12-04T09:30:00Z'), 'fredag 4. desember 2026 kl. 10.00–10.30')
  assert.equal(
    plainInterval('2026-12-04T19:00:00Z', '2026-12-05T01:00:00Z'),
    'fredag 4. desember 2026 kl. 20.00 til lørdag 5. desember 2026 kl. 02.00',
  )
  const start = '2026-12-04T09:00:00Z'
  assert.equal(plainInterval(start, start), 'fredag 4. desember 2026 kl. 10.00')
  assert.equal(plain(formatInterval(start, null, texts)), 'fredag 4. desember 2026 kl. 10.00')
  assert.equal(plainInterval(start, '2026-12-04T08:00:00Z'), 'fredag 4. desember 2026 kl. 10.00–09.00')
})

it('writes values by their kind', () => {
  const value = (text: string, kind: Parameters<typeof formatValue>[1], unit: string | null = null) =>
    plain(formatValue(text, kind, unit, texts))
  assert.equal(value('2025-01-01', 'date'), '1. januar 2025')
  assert.equal(value('02-29', 'day'), '29. februar')
  assert.equal(value('2018-05-27T08:00:00.000Z', 'moment'), '27. mai 2018 kl. 10.00')
  assert.equal(value('59', 'number', 'm2'), '59 m²')
  assert.equal(value('35000', 'number', 'g'), '35 kg')
  assert.equal(value('8500', 'number', 'm'), '8,5 km')
  assert.equal(value('1220', 'number', 's'), '20 minutter 20 sekunder')
  assert.equal(value('169200', 'number', 's'), '1 dag 23 timer')
  assert.equal(value('35047', 'number', 'g'), '35,047 kg')
  assert.equal(value('80.5', 'amount'), '80,50')
  assert.equal(value('17.8945', 'amount', 'NOK'), '17,8945 kr')
  assert.equal(value('06-01T09:05', 'day'), '1. juni kl. 09.05')
})
