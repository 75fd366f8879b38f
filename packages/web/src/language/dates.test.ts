import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDate, formatDeadline, formatListDate, formatTime, formatWeekday } from './dates.ts'

const monday = new Date('2026-11-23T02:12:00.000Z')

describe('dates', () => {
  it('are written as each language writes them', () => {
    assert.equal(formatDate(monday, 'nb'), '23. november 2026')
    assert.equal(formatDate(monday, 'en'), '23 November 2026')
    assert.equal(formatTime(monday, 'nn'), '03.12')
    assert.equal(formatTime(monday, 'en'), '03:12')
  })

  it('have Nynorsk names of the days, which Chromium lacks', () => {
    const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 10, 23 + day, 12)))
    assert.deepEqual(
      days.map((day) => formatWeekday(day, 'nn').split(' ')[0]),
      ['måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag', 'søndag'],
    )
  })

  it('follow the clock in Norway, over midnight and through summer time', () => {
    assert.equal(formatDate(new Date('2026-06-30T22:30:00.000Z'), 'nb'), '1. juli 2026')
    assert.equal(formatTime(new Date('2026-06-30T22:30:00.000Z'), 'nb'), '00.30')
    assert.equal(formatDate(new Date('2026-12-31T22:59:00.000Z'), 'nb'), '31. desember 2026')
  })

  it('are as short in the list as their age allows', () => {
    const now = new Date('2026-11-23T20:00:00.000Z')
    assert.equal(formatListDate(monday, now, 'nb'), '03.12')
    assert.equal(formatListDate(new Date('2026-11-22T08:00:00Z'), now, 'nb'), '22. nov.')
    assert.equal(formatListDate(new Date('2026-11-22T08:00:00Z'), now, 'en'), '22 Nov')
    assert.equal(formatListDate(new Date('2024-11-02T08:00:00Z'), now, 'nn'), '02.11.2024')
    assert.equal(formatListDate(new Date('2024-11-02T08:00:00Z'), now, 'en'), '02/11/2024')
  })

  it('name the year of a deadline only when it is another', () => {
    assert.equal(formatDeadline(new Date('2026-12-05T00:00:00+01:00'), monday, 'nb'), '5. desember')
    assert.equal(formatDeadline(new Date('2027-01-05T00:00:00+01:00'), monday, 'en'), '5 January 2027')
  })
})
