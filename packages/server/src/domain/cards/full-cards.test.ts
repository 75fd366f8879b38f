import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDataType } from '@brevdue/protocol'
import type { DataCard } from './card.ts'
import { dataCard, storedCard } from './data-card.ts'

const namespaced = (xml: string) => xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"')

function card<Type extends DataCard['type']>(type: Type, xml: string): Extract<DataCard, { type: Type }> {
  const made = dataCard(readDataType(namespaced(xml)))
  assert.equal(made?.type, type)
  return made as Extract<DataCard, { type: Type }>
}
const none = (xml: string) => assert.equal(dataCard(readDataType(namespaced(xml))), null)

describe('invoice and inkasso', () => {
  const payment = (changes: Record<string, string> = {}, name = 'inkasso') => {
    const values = { 'due-date': '2026-12-05', sum: '42', account: '82760100435', kid: '704279604', ...changes }
    const inside = Object.entries(values).map(([element, value]) => `<${element}>${value}</${element}>`)
    return card(
      'payment',
      `<${name}>${changes.link ?? ''}${inside.join('').replace(/<link>.*<\/link>$/, '')}</${name}>`,
    )
  }

  const invoiceOf = (sum: string) =>
    card(
      'payment',
      `<invoice><due-date>2026-12-05T00:00:00+01:00</due-date><sum>${sum}</sum><creditor-account>82760100435</creditor-account><kid>704279604</kid></invoice>`,
    )

  it('tells all that can be relied on', () => {
    assert.deepEqual(payment(), {
      type: 'payment',
      name: 'inkasso',
      language: null,
      asks: 'pay',
      amount: '42.00',
      dueAt: '2026-12-04T23:00:00.000Z',
      account: '82760100435',
      kid: '704279604',
      link: null,
    })
  })

  it('leaves out each value by itself', () => {
    assert.deepEqual(
      [payment({ account: '82760100436' }).account, payment({ account: '827601' }).account],
      [null, null],
    )
    assert.deepEqual([payment({ kid: '704279605' }).kid, payment({ kid: '12' }).kid], [null, null])
    assert.equal(payment({ kid: '1'.repeat(26) }).kid, null)
    assert.equal(payment({ 'due-date': 'snart' }).dueAt, null)
    assert.equal(payment({ sum: '1.234' }).amount, null)
    assert.equal(payment({ 'due-date': 'snart' }).amount, '42.00')
  })

  it('a credit, or nothing to pay, has no numbers to pay to', () => {
    for (const [sum, asks] of [
      ['-350.00', 'credit'],
      ['-0.01', 'credit'],
      ['0', 'nothing'],
      ['-0.00', 'nothing'],
      ['0.01', 'pay'],
    ] as const) {
      for (const told of [payment({ sum }), invoiceOf(sum)]) {
        assert.equal(told.asks, asks, sum)
        assert.deepEqual([told.account !== null, told.kid !== null], [asks === 'pay', asks === 'pay'], sum)
      }
    }
    assert.equal(payment({ sum: '-350' }).amount, '-350.00')
    assert.equal(card('payment', '<inkasso><due-date>2026-12-05T00:00Z</due-date></inkasso>').asks, 'pay')
  })

  it('takes numbers as people write them', () => {
    assert.equal(payment({ account: '8276.01.00435' }).account, '82760100435')
    assert.equal(payment({ kid: '704 279 604' }).kid, '704279604')
  })

  it('takes a KID by modulus 10 or 11', () => {
    assert.equal(payment({ kid: '00123456782' }).kid, '00123456782')
    assert.equal(payment({ kid: '00123456785' }).kid, '00123456785')
  })
})

describe('appointment', () => {
  const appointment = (start: string, inside = '') =>
    `<appointment><start-time>${start}</start-time>${inside}</appointment>`
  const start = '2026-12-05T10:00:00+01:00'

  it('ends when the sender says, and at no time when the sender says none', () => {
    const ends = (inside = '') => card('appointment', appointment(start, inside)).endsAt
    assert.equal(ends(), null)
    assert.equal(ends('<end-time/>'), null)
    assert.equal(ends('<end-time>2026-12-05T09:00:00+01:00</end-time>'), '2026-12-05T08:00:00.000Z')
    assert.equal(ends(`<end-time>${start}</end-time>`), '2026-12-05T09:00:00.000Z')
    assert.equal(ends('<end-time>2026-12-05T11:00:00+01:00</end-time>'), '2026-12-05T10:00:00.000Z')
  })

  it('tells the rest, in the language that the sender names', () => {
    const inside =
      '<arrival-time>Kom 15 minutter før</arrival-time><place>Legesenteret</place><address><street-address>Storgata 23' +
      '</street-address><postal-code>0011</postal-code><city>Oslo</city></address><sub-title>Time hos lege</sub-title>' +
      '<info/><info><title>Parkering</title></info><info><text>Ta med\nlegitimasjon</text></info><info><text>3</text></info>' +
      '<language>NN</language><link><url>https://lege.example/x</url><button-text>Endre</button-text></link>'
    const told = card('appointment', appointment(start, inside))
    assert.deepEqual(
      [told.arrival, told.placeName, told.subTitle],
      ['Kom 15 minutter før', 'Legesenteret', 'Time hos lege'],
    )
    assert.equal(told.address, 'Storgata 23, 0011 Oslo')
    assert.equal(told.language, 'nn')
    assert.deepEqual(told.infos, [
      { title: 'Parkering', text: null },
      { title: null, text: 'Ta med legitimasjon' },
    ])
    assert.deepEqual(told.link, { url: 'https://lege.example/x', domain: 'lege.example', text: 'Endre' })
  })

  it('is no card without a time', () => none(appointment('i morgen')))
})

describe('event', () => {
  const interval = (start: string, end: string) =>
    `<start-time><start-time>2026-12-${start}:00Z</start-time><end-time>2026-12-${end}:00Z</end-time></start-time>`

  it('lists its intervals by time, each as the sender states it', () => {
    const times = interval('06T10:00', '06T12:00') + interval('05T10:00', '05T12:00') + interval('07T10:00', '07T09:00')
    const told = card('event', `<event>${times}</event>`)
    assert.deepEqual(told.times, [
      { startsAt: '2026-12-05T10:00:00.000Z', endsAt: '2026-12-05T12:00:00.000Z' },
      { startsAt: '2026-12-06T10:00:00.000Z', endsAt: '2026-12-06T12:00:00.000Z' },
      { startsAt: '2026-12-07T10:00:00.000Z', endsAt: '2026-12-07T09:00:00.000Z' },
    ])
  })

  it('shows a barcode as text and only links that can be trusted', () => {
    const told = card(
      'event',
      `<event>${interval('05T10:00', '05T12:00')}<barcodeLabel>Vis denne</barcodeLabel><barcode><barcode-value>12345` +
        '</barcode-value></barcode><links><url>https://valg.example</url><description>Les mer</description></links>' +
        '<links><url>https://valg.example@evil.example</url><description>Les mer</description></links></event>',
    )
    assert.deepEqual(told.barcode, { text: '12345', label: 'Vis denne' })
    assert.deepEqual(told.links, [{ url: 'https://valg.example/', domain: 'valg.example', text: 'Les mer' }])
  })
})

describe('externalLink', () => {
  it('tells domain, description and deadline', () => {
    const told = card(
      'link',
      '<externalLink><url>https://fjellvik.example/svar</url><deadline>2026-12-05T12:00:00+01:00</deadline>' +
        '<description>Svar på tilbudet</description><button-text>Svar nå</button-text></externalLink>',
    )
    assert.deepEqual(told.link, { url: 'https://fjellvik.example/svar', domain: 'fjellvik.example', text: 'Svar nå' })
    assert.deepEqual([told.description, told.deadlineAt], ['Svar på tilbudet', '2026-12-05T11:00:00.000Z'])
  })

  it('is no card when it cannot be trusted', () => {
    none('<externalLink><url>https://nav.no@evil.example/</url></externalLink>')
    none('<externalLink><url>javascript:alert(1)</url></externalLink>')
  })
})

describe('share-documents-request', () => {
  const request = (seconds: string, purpose: string, origins = '') =>
    `<share-documents-request><max-share-duration-seconds>${seconds}</max-share-duration-seconds>` +
    `<purpose>${purpose}</purpose>${origins}</share-documents-request>`

  it('tells purpose, duration and whose documents', () => {
    const origin = (number: string) =>
      `<allowed-origin-organisation-numbers>${number}</allowed-origin-organisation-numbers>`
    const told = card('share-request', request('86400', 'Søknad om lån', origin('984661185') + origin('123')))
    assert.deepEqual([told.purpose, told.durationSeconds, told.onlyFrom], ['Søknad om lån', 86_400, ['984661185']])
  })

  it('leaves out a duration that means nothing, and is no card without a purpose', () => {
    for (const seconds of ['0', '-5', '9223372036854775807']) {
      assert.equal(card('share-request', request(seconds, 'x')).durationSeconds, null)
    }
    none(request('1', ' \u202e'))
  })
})

describe('storedCard', () => {
  it('tells what is absent from what cannot be read', () => {
    assert.deepEqual(storedCard(null), { card: null, unreadable: false })
    for (const xml of ['', '<', '<a/>', namespaced('<invoice/>'), namespaced('<unheard-of/>'), '<!DOCTYPE a><a/>']) {
      assert.deepEqual(storedCard(xml), { card: null, unreadable: true }, xml)
    }
    assert.deepEqual(storedCard(namespaced('<opening-receipt-accepted/>')), { card: null, unreadable: false })
  })
})
