import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DataType, readDataType } from '@brevdue/protocol'
import { letterTask } from './letter-task.ts'

const type = (xml: string): DataType =>
  readDataType(xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"'))
const invoice = (due: string, sum = '1.5') =>
  type(
    `<invoice><due-date>${due}</due-date><sum>${sum}</sum><creditor-account>82760100435</creditor-account></invoice>`,
  )
/** action, day and amount */
const task = (xml: string) => {
  const { action, dueAt, amount } = letterTask(type(xml))
  return [action, dueAt?.toISOString().slice(0, 10) ?? null, amount]
}

describe('letterTask', () => {
  it('knows when a letter asks for nothing', () => {
    assert.deepEqual(letterTask(undefined), { kind: null, action: null, dueAt: null, amount: null })
    const payslip = letterTask(type('<payslip><net-amount>42000</net-amount></payslip>'))
    assert.deepEqual(payslip, { kind: 'payslip', action: null, dueAt: null, amount: null })
  })

  it('reads times in UTC, days in Norway', () => {
    const due = (text: string) => letterTask(invoice(text)).dueAt?.toISOString()
    assert.equal(due('2026-09-10T00:00:00+02:00'), '2026-09-09T22:00:00.000Z')
    assert.equal(due('2026-09-10T00:00:00'), '2026-09-10T00:00:00.000Z')
    assert.equal(due('2026-09-10'), '2026-09-09T22:00:00.000Z')
    assert.equal(due('soon'), undefined)
  })

  it('says what to do, by when and for how much', () => {
    assert.deepEqual(task('<inkasso><due-date>2026-01-02T12:00:00Z</due-date></inkasso>'), ['pay', '2026-01-02', null])
    assert.deepEqual(task('<externalLink><url>https://example.org</url></externalLink>'), ['visit', null, null])
    assert.deepEqual(task('<appointment><start-time>2026-03-04T10:00:00Z</start-time></appointment>'), [
      ...['attend', '2026-03-04', null],
    ])
    const request =
      '<max-share-duration-seconds>60</max-share-duration-seconds><purpose>x</purpose></share-documents-request>'
    assert.deepEqual(task(`<share-documents-request>${request}`), ['share', null, null])
  })

  it('asks for nothing when there is nothing to pay', () => {
    for (const sum of ['-350.00', '0', '-0.00', '0.000']) {
      const { kind, ...asked } = letterTask(invoice('2026-09-10T00:00:00+02:00', sum))
      assert.deepEqual([kind, asked], ['invoice', { action: null, dueAt: null, amount: null }], sum)
    }
    assert.deepEqual(task('<inkasso><due-date>2026-01-02T12:00Z</due-date><sum>-1</sum></inkasso>'), [null, null, null])
  })

  it('takes the earliest time of an event', () => {
    const at = (day: string) =>
      `<start-time><start-time>${day}T10:00:00Z</start-time><end-time>${day}T11:00:00Z</end-time></start-time>`
    assert.deepEqual(task(`<event>${at('2026-05-03')}${at('2026-05-01')}${at('nonsense')}</event>`), [
      ...['attend', '2026-05-01', null],
    ])
  })

  it('asks to fetch a parcel only while it waits', () => {
    const parcel = (status: string) =>
      `<pickup-notice><parcel-id>1</parcel-id><barcode/><arrival-date-time>2026-05-01T10:00:00Z</arrival-date-time>` +
      `<return-date-time>2026-05-14T10:00:00Z</return-date-time><recipient><digipost-address>a#1</digipost-address>` +
      `</recipient><pickup-place><name>x</name><code>x</code><instruction>x</instruction></pickup-place>` +
      `<cost><value-to-be-payed>128</value-to-be-payed></cost><status>${status}</status></pickup-notice>`
    assert.deepEqual(task(parcel('READY_FOR_PICKUP')), ['fetch', '2026-05-14', '128.00'])
    assert.deepEqual(task(parcel('PICKED_UP')), [null, null, null])
  })
})
