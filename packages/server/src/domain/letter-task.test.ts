import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DataType, readDataType } from '@brevdue/protocol'
import { dataTypeProblems, letterTask } from './letter-task.ts'

const type = (xml: string): DataType =>
  readDataType(xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"'))
const invoice = (due: string, sum = '1.5') =>
  type(
    `<invoice><due-date>${due}</due-date><sum>${sum}</sum><creditor-account>82760100435</creditor-account></invoice>`,
  )

describe('letterTask', () => {
  it('knows when a letter without a data type asks for nothing', () => {
    assert.deepEqual(letterTask(undefined), { kind: null, action: null, dueAt: null, amount: null })
    const payslip = letterTask(type('<payslip/>'))
    assert.deepEqual([payslip.kind, payslip.action], ['payslip', null])
  })

  it('reads times in UTC, days in Norway', () => {
    const due = (text: string) => letterTask(invoice(text)).dueAt?.toISOString()
    assert.equal(due('2026-09-10T00:00:00+02:00'), '2026-09-09T22:00:00.000Z')
    assert.equal(due('2026-09-10T00:00:00'), '2026-09-10T00:00:00.000Z')
    assert.equal(due('2026-09-10'), '2026-09-09T22:00:00.000Z')
    assert.equal(due('soon'), undefined)
  })

  it('says what to do about the others', () => {
    const debt = letterTask(type('<inkasso><due-date>2026-01-01</due-date></inkasso>'))
    assert.deepEqual([debt.kind, debt.action, debt.amount], ['inkasso', 'pay', null])
    const link = letterTask(type('<externalLink><url>https://example.org</url></externalLink>'))
    assert.deepEqual([link.kind, link.action, link.dueAt], ['externalLink', 'visit', null])
  })
})

describe('dataTypeProblems', () => {
  const codes = (dataType: DataType) => dataTypeProblems(dataType, 'primary-document').map(({ code }) => code)

  it('finds amounts and days that cannot be', () => {
    assert.deepEqual(codes(invoice('2026-09-10', '12.34')), [])
    assert.deepEqual(codes(invoice('2026-09-10', '12.345')), ['INVALID_MONETARY_AMOUNT'])
    assert.deepEqual(codes(invoice('2026-02-30')), ['VALIDATION_FAILED'])
    assert.deepEqual(codes(type('<payslip/>')), [])
  })

  it('lets only web addresses become links, however deep they lie', () => {
    const link = (url: string) => codes(type(`<externalLink><url>${url}</url></externalLink>`))
    assert.deepEqual(link('https://example.org/a'), [])
    assert.deepEqual(link('HTTP://example.org'), [])
    assert.deepEqual(link('javascript:alert(1)'), ['VALIDATION_FAILED'])
    assert.deepEqual(link('https:'), ['VALIDATION_FAILED'])
    const appointment = '<start-time>2026-09-10T10:00:00+02:00</start-time><link><url>data:text/html,x</url></link>'
    assert.deepEqual(codes(type(`<appointment>${appointment}</appointment>`)), ['VALIDATION_FAILED'])
  })
})
