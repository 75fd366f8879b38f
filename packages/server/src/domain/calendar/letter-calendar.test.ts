import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import ICAL from 'ical.js'
import type { DataCard } from '../cards/card.ts'
import { letterCalendar } from './letter-calendar.ts'
import { writeCalendar } from './write-calendar.ts'

const now = new Date('2026-11-23T09:00:00Z')
const base = { name: 'appointment', language: null, infos: [], link: null, arrival: null, subTitle: null }
const appointment = {
  ...base,
  type: 'appointment' as const,
  startsAt: '2026-12-05T09:00:00.000Z',
  endsAt: '2026-12-05T09:30:00.000Z',
  placeName: 'Legesenteret',
  address: 'Storgata 23, 0011 Oslo',
} satisfies DataCard
const invoice = (dueAt: string | null): DataCard => ({
  ...{
    type: 'payment',
    name: 'invoice',
    asks: 'pay',
    language: null,
    amount: null,
    account: null,
    kid: null,
    link: null,
  },
  dueAt,
})
const told = (card: DataCard, telling = true, subject = 'Time hos lege') =>
  letterCalendar({ documentId: 'doc', card, sender: 'Fjellvik kommune', subject }, { telling, language: 'nb', now })

/** By a reader that is not ours. */
const parsed = (text: string | null) =>
  ICAL.Component.fromString(text ?? '')
    .getAllSubcomponents()
    .map((component) => ({
      component,
      event: new ICAL.Event(component),
    }))
const events = (text: string | null) => parsed(text).map(({ event }) => event)

describe('letterCalendar', () => {
  it('says when, and nothing of whom or what, unless its owner wants that', () => {
    const quiet = told(appointment, false) ?? ''
    assert.doesNotMatch(quiet, /Fjellvik|lege|Storgata|Legesenteret/i)
    assert.equal(events(quiet)[0]?.summary, 'Avtale')
    const [event] = events(told(appointment))
    assert.equal(event?.summary, 'Avtale: Time hos lege')
    assert.equal(event?.location, 'Legesenteret, Storgata 23, 0011 Oslo')
    assert.match(event?.description ?? '', /Fjellvik kommune/)
  })

  it('makes a due date a whole day, the one that it is in Norway', () => {
    const text = told(invoice('2026-12-04T23:00:00.000Z')) ?? ''
    assert.match(text, /\r\nDTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261206\r\n/)
    assert.equal(events(text)[0]?.startDate.isDate, true)
    assert.match(told(invoice('2026-12-31T22:59:00.000Z')) ?? '', /DATE:20261231\r\nDTEND;VALUE=DATE:20270101/)
    assert.equal(told(invoice(null)), null)
    assert.equal(told(invoice('9999-12-31T00:00:00.000Z')), null)
  })

  it('writes no end that the sender did not state, and no due date of a credit', () => {
    for (const endsAt of [null, appointment.startsAt, '2026-12-05T08:00:00.000Z']) {
      const text = told({ ...appointment, endsAt }) ?? ''
      assert.match(text, /\r\nDTSTART:20261205T090000Z\r\n/)
      assert.doesNotMatch(text, /DTEND|DURATION/)
      assert.equal(events(text)[0]?.startDate.toJSDate().toISOString(), appointment.startsAt)
    }
    assert.match(told(appointment) ?? '', /\r\nDTEND:20261205T093000Z\r\n/)
    const bill = invoice('2026-12-04T23:00:00.000Z')
    for (const asks of ['credit', 'nothing'] as const) {
      assert.equal(told({ ...bill, asks } as DataCard), null)
    }
  })

  it('keeps every interval of an event, on both sides of a change to summer time', () => {
    const times = [
      // the same hour on the clock in Norway, the day before the change and the day after
      { startsAt: '2027-03-27T09:00:00.000Z', endsAt: '2027-03-27T10:00:00.000Z' },
      { startsAt: '2027-03-29T08:00:00.000Z', endsAt: '2027-03-29T09:00:00.000Z' },
    ]
    const rest = { timeLabel: null, description: null, placeLabel: null, barcode: null, links: [] }
    const card: DataCard = { ...base, ...rest, type: 'event', times, placeName: null, address: null }
    const found = events(told(card))
    const clock = new Intl.DateTimeFormat('nb', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' })
    assert.deepEqual(
      found.map(({ startDate }) => clock.format(startDate.toJSDate())),
      ['10:00', '10:00'],
    )
    assert.deepEqual(
      found.map(({ startDate }) => startDate.toJSDate().toISOString()),
      times.map(({ startsAt }) => startsAt),
    )
    assert.equal(new Set(found.map(({ uid }) => uid)).size, 2)
  })
})

describe('writeCalendar', () => {
  const hostile = 'x\r\nEND:VEVENT\nBEGIN:VALARM\u2028ATTACH:https://evil.example\u0000\u001b;,\\n\\'
  const entry = { uid: 'u', time: { day: '2026-12-05' }, place: hostile, description: null }

  it('lets no text begin a line of its own', () => {
    const text = writeCalendar([{ ...entry, title: hostile }], now)
    const unfolded = text.replaceAll('\r\n ', '')
    assert.doesNotMatch(unfolded, /^(?:BEGIN:VALARM|ATTACH)/m)
    assert.equal(unfolded.match(/^END:VEVENT/gm)?.length, 1)
    const found = parsed(text)
    assert.equal(found.length, 1)
    assert.equal(found[0]?.event.summary, 'x\nEND:VEVENT\nBEGIN:VALARM\nATTACH:https://evil.example;,\\n\\')
    assert.equal(found[0]?.component.getAllSubcomponents().length, 0)
  })

  it('folds after 75 bytes, never within a character', () => {
    const title = 'blåbær 😀 '.repeat(200)
    const text = writeCalendar([{ ...entry, title }], now)
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    assert.doesNotMatch(text, /\ufffd/)
    assert.equal(events(text)[0]?.summary, title)
  })
})
