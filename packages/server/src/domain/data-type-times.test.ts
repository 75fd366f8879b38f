import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DataType, readDataType } from '@brevdue/protocol'
import { dataTypeProblems } from './data-type-problems.ts'

const type = (xml: string): DataType =>
  readDataType(xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"'))
const codes = (xml: string) => dataTypeProblems(type(xml), 'primary-document').map(({ code }) => code)
const someDay = '2026-09-10T00:00:00+02:00'
const invoice = (due: string, sum = '1.5', account = '82760100435', kid = '') =>
  `<invoice><due-date>${due}</due-date><sum>${sum}</sum><creditor-account>${account}</creditor-account>${kid}</invoice>`
const proof = (issued: string, period: string) =>
  `<proof>${issued}<valid-period>${period}</valid-period><proof-holder><firstname>x</firstname><surname>y</surname></proof-holder><title>x</title></proof>`
const wrong = ['VALIDATION_FAILED']

describe('values that are text in the schema', () => {
  it('a time that cannot be read is refused with its field and the form it should have', () => {
    const wrongTimes = [
      '',
      'i morgen',
      '27.06.2026 10:00',
      '2026-06-27',
      '2026-06-27T24:00:00Z',
      '2026-06-27T10:00+0200',
    ]
    const interval = (start: string, end: string) =>
      `<event><start-time><start-time>${start}</start-time><end-time>${end}</end-time></start-time></event>`
    const parcel = (arrival: string, back: string) =>
      `<pickup-notice><parcel-id>1</parcel-id><barcode/><arrival-date-time>${arrival}</arrival-date-time><return-date-time>${back}</return-date-time>` +
      '<recipient><digipost-address>a#1</digipost-address></recipient><pickup-place><name>x</name><code>x</code><instruction>x</instruction><address/></pickup-place></pickup-notice>'
    const fields: [string, (time: string) => string, boolean?][] = [
      ['appointment/start-time', (time) => `<appointment><start-time>${time}</start-time></appointment>`],
      [
        'appointment/end-time',
        (time) => `<appointment><start-time>${someDay}</start-time><end-time>${time}</end-time></appointment>`,
        true,
      ],
      ['event/start-time/start-time', (time) => interval(time, someDay)],
      ['event/start-time/end-time', (time) => interval(someDay, time)],
      ['invoice/due-date', (time) => invoice(time)],
      ['inkasso/due-date', (time) => `<inkasso><due-date>${time}</due-date></inkasso>`],
      [
        'invoice-payment/payment-time',
        (time) =>
          `<invoice-payment><payment-id>1</payment-id><payment-status>x</payment-status><payment-time>${time}</payment-time><debtor-account>82760100435</debtor-account><payment-channel>x</payment-channel><payment-bank/></invoice-payment>`,
      ],
      ['pickup-notice/arrival-date-time', (time) => parcel(time, someDay)],
      ['pickup-notice/return-date-time', (time) => parcel(someDay, time)],
      [
        'pickup-notice-status/occurrence-datetime',
        (time) =>
          `<pickup-notice-status><status>RETURNED</status><occurrence-datetime>${time}</occurrence-datetime></pickup-notice-status>`,
        true,
      ],
      [
        'receipt/purchaseTime',
        (time) =>
          `<receipt><purchaseTime>${time}</purchaseTime><totalPrice>1</totalPrice><totalVat>0</totalVat><merchant-name>x</merchant-name></receipt>`,
      ],
      [
        'receipt/taxiDetails/stopTime',
        (time) =>
          `<receipt><purchaseTime>${someDay}</purchaseTime><totalPrice>1</totalPrice><totalVat>0</totalVat><merchant-name>x</merchant-name><taxiDetails><stopTime>${time}</stopTime></taxiDetails></receipt>`,
        true,
      ],
      [
        'signedDocument/signing-time',
        (time) =>
          `<signedDocument><document-issuer>x</document-issuer><document-subject>x</document-subject><signing-time>${time}</signing-time></signedDocument>`,
      ],
      [
        'boligdetaljer/omsetningshistorikk/dato',
        (time) =>
          `<boligdetaljer><residence><address/></residence><omsetningshistorikk><dato>${time}</dato></omsetningshistorikk></boligdetaljer>`,
      ],
      ['proof/issued-time', (time) => proof(`<issued-time>${time}</issued-time>`, ''), true],
      ['proof/valid-period/period/from', (time) => proof('', `<period><from>${time}</from></period>`), true],
      ['proof/valid-period/period/to', (time) => proof('', `<period><to>${time}</to></period>`), true],
      [
        'verifiable-credential-notice/valid-from',
        (time) => `<verifiable-credential-notice><valid-from>${time}</valid-from></verifiable-credential-notice>`,
        true,
      ],
      [
        'verifiable-credential-notice/valid-until',
        (time) => `<verifiable-credential-notice><valid-until>${time}</valid-until></verifiable-credential-notice>`,
        true,
      ],
    ]
    for (const [path, document, mayBeEmpty = false] of fields) {
      for (const written of wrongTimes) {
        const messages = dataTypeProblems(type(document(written)), 'primary-document').map(({ message }) => message)
        if (mayBeEmpty && written === '') assert.deepEqual(messages, [], path)
        else
          assert.deepEqual(
            messages.map((message) => message.split(': ')[0]),
            [`primary-document/data-type/${path}`],
            written,
          )
        assert.ok(
          messages.every((message) => message.includes('2026-09-10T12:00:00+02:00')),
          path,
        )
      }
      for (const written of ['2026-06-27T10:00+02:00', '2026-06-27T10:00:00.5Z', '2026-06-27T10:00', someDay]) {
        assert.deepEqual(codes(document(written)), [], `${path} ${written}`)
      }
    }
  })

  it('a deadline that is read but names no moment is refused with its field, wherever the link stands', () => {
    const link = (deadline: string) => `<url>https://example.org</url><deadline>${deadline}</deadline>`
    const [problem] = dataTypeProblems(type(`<externalLink>${link('2026-06-27T24:00:00Z')}</externalLink>`), 'd')
    assert.match(problem?.message ?? '', /^d\/data-type\/externalLink\/deadline: it must be a date and time/)
    const nested = `<invoice><link>${link('12026-06-27T10:00:00Z')}</link><due-date>${someDay}</due-date><sum>1</sum><creditor-account>82760100435</creditor-account></invoice>`
    assert.match(dataTypeProblems(type(nested), 'd')[0]?.message ?? '', /^d\/data-type\/invoice\/link\/deadline: /)
    assert.deepEqual(codes(`<externalLink>${link('2026-06-27T10:00+02:00')}</externalLink>`), [])
  })

  it('an amount, a day of the year or a year that cannot be read is refused with its field', () => {
    const receipt = (inside: string) =>
      `<receipt><purchaseTime>${someDay}</purchaseTime><totalPrice>1</totalPrice><totalVat>0</totalVat><merchant-name>x</merchant-name>${inside}</receipt>`
    assert.deepEqual(codes(receipt('<items><quantity>1</quantity><item-price>17.8945</item-price></items>')), [])
    assert.deepEqual(codes(receipt('<items><quantity>1</quantity><item-price>17,89</item-price></items>')), wrong)
    assert.deepEqual(codes(receipt('<payments><amount>1 000</amount></payments>')), wrong)
    const yearly = (from: string) =>
      proof(
        '',
        `<yearly-repeating-period><from>${from}</from><to><month>12</month><day>31</day></to></yearly-repeating-period>`,
      )
    assert.deepEqual(codes(yearly('<month>2</month><day>29</day>')), [])
    assert.deepEqual(codes(yearly('<month>2</month><day>30</day>')), wrong)
    assert.deepEqual(codes(yearly('<month>4</month><day>1</day><hour>24</hour>')), wrong)
  })
})
