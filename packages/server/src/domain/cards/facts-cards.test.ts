import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDataType } from '@brevdue/protocol'
import type { Fact, FactsCard } from './card.ts'
import { dataCard } from './data-card.ts'

function facts(xml: string): FactsCard {
  const made = dataCard(readDataType(xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"')))
  assert.equal(made?.type, 'facts')
  return made
}
/** label=value, with title and unit where there are any. */
const said = (list: readonly Fact[]) =>
  list.map(({ label, title, value, unit }) => `${label}${title === null ? '' : `(${title})`}=${value}${unit ?? ''}`)

const address =
  '<address><street-address>Storgata 23</street-address><postal-code>0011</postal-code><city>Oslo</city></address>'

describe('plain facts', () => {
  it('of a payslip', () => {
    const told = facts('<payslip><payment-date>2025-01-01</payment-date><net-amount>42000.00</net-amount></payslip>')
    assert.deepEqual(said(told.facts), ['paymentDate=2025-01-01', 'netAmount=42000.00NOK'])
    const empty = readDataType('<payslip xmlns="http://api.digipost.no/schema/datatypes"/>')
    assert.equal(dataCard(empty), null)
  })

  it('of a payment, with the account grouped only when it is one', () => {
    const payment = (account: string) =>
      `<invoice-payment><payment-id>33aa</payment-id><payment-status>PDNG</payment-status><payment-time>2020-09-21</payment-time>` +
      `<debtor-account>${account}</debtor-account><payment-channel>App</payment-channel><payment-bank><name>Bank</name></payment-bank></invoice-payment>`
    assert.deepEqual(said(facts(payment('82760100435')).facts), [
      'status=PDNG',
      'time=2020-09-20T22:00:00.000Z',
      'account=8276 01 00435',
      'channel=App',
      'bank=Bank',
      'id=33aa',
    ])
    assert.ok(!said(facts(payment('01235424320')).facts).some((fact) => fact.startsWith('account')))
  })

  it('of a home and its flat, register number and price history', () => {
    const told = facts(
      `<boligdetaljer><residence><address><unit-number>H0102</unit-number><house-number>23</house-number><street-name>Storgata</street-name>` +
        `<postal-code>0011</postal-code><city>Oslo</city></address><matrikkel><kommunenummer>0301</kommunenummer><gaardsnummer>208</gaardsnummer>` +
        `<bruksnummer>630</bruksnummer></matrikkel></residence><hjemmelshavere><name>Gunnar</name></hjemmelshavere><bruksareal>59</bruksareal>` +
        `<antall-baderom>-1</antall-baderom><omsetningshistorikk><dato>2017-07-27</dato><beloep>12345678</beloep></omsetningshistorikk>` +
        `<heftelser><panthaver>TNT</panthaver><type-pant>Pant</type-pant><beloep>ukjent</beloep></heftelser>` +
        `<callToAction><url>https://bolig.example</url></callToAction></boligdetaljer>`,
    )
    assert.deepEqual(said(told.facts), [
      'address=Storgata 23, 0011 Oslo',
      'unitNumber=H0102',
      'matrikkel=0301-208/630',
      'area=59m2',
    ])
    assert.deepEqual(
      told.groups.map((group) => [group.label, said(group.facts)]),
      [
        ['owner', ['name=Gunnar']],
        ['sale', ['date=2017-07-27', 'price=12345678.00NOK']],
        ['mortgage', ['holder=TNT', 'kind=Pant', 'price=ukjent']],
      ],
    )
    assert.equal(told.link?.domain, 'bolig.example')
  })

  it('of a receipt, what was bought as a table and cards only by their last digits', () => {
    const told = facts(
      `<receipt><purchaseTime>2018-05-27T10:00:00+02:00</purchaseTime><totalPrice>59.80</totalPrice><totalVat>0</totalVat><currency>SEK</currency>` +
        `<merchant-name>Kaffe</merchant-name><payments><card-number>4925000000001234</card-number><cardName>Visa</cardName><amount>59.80</amount></payments>` +
        `<items><item-name>Latte</item-name><unit>kopp</unit><quantity>2.0</quantity><total-price>59.80</total-price></items>` +
        `<items><item-name>Bolle</item-name><quantity>INF</quantity><item-price>dyrt</item-price></items></receipt>`,
    )
    assert.deepEqual(said(told.facts), ['merchant=Kaffe', 'purchasedAt=2018-05-27T08:00:00.000Z', 'total=59.80SEK'])
    assert.deepEqual(told.table?.rows, [
      ['Latte', '2 kopp', '59.80'],
      ['Bolle', null, null],
    ])
    assert.equal(told.table?.columns[2]?.unit, 'SEK')
    assert.deepEqual(
      told.groups.map((group) => said(group.facts)),
      [['card=Visa •••• 1234', 'amount=59.80SEK']],
    )
  })

  it('invents no currency and rounds no number', () => {
    const told = facts(
      `<receipt><purchaseTime>2018-05-27T10:00+02:00</purchaseTime><totalPrice>-12345678901234567890.5</totalPrice><totalVat>1.23456</totalVat><currency>eur</currency>` +
        `<merchant-name>Kaffe</merchant-name><payments><amount>7</amount><foreign-currency-payment><amount>80.555</amount></foreign-currency-payment></payments>` +
        `<items><item-name>Bensin</item-name><unit>l</unit><quantity>12.34567</quantity><item-price>17.8945</item-price></items></receipt>`,
    )
    assert.deepEqual(said(told.facts), [
      ...[
        'merchant=Kaffe',
        'purchasedAt=2018-05-27T08:00:00.000Z',
        'total=-12345678901234567890.50EUR',
        'vat=1.23456EUR',
      ],
    ])
    assert.deepEqual(told.table?.rows, [['Bensin', '12.34567 l', '17.8945']])
    assert.deepEqual(said(told.groups[0]?.facts ?? []), ['amount=7.00EUR', 'foreignAmount=80.555'])
  })

  it('says of a proof when on a day it begins and ends, but not that a day begins at midnight', () => {
    const told = facts(
      `<proof><issued-time>2026-01-05T00:00:00+01:00</issued-time><valid-period><period><from>2026-01-05T00:00</from><to>2026-02-05T00:00:00</to></period>` +
        `<yearly-repeating-period><from><month>6</month><day>1</day><hour>9</hour><min>5</min></from><to><month>6</month><day>30</day></to></yearly-repeating-period></valid-period>` +
        `<proof-holder><firstname>Ola</firstname><surname>Nordmann</surname></proof-holder><title>Kort</title></proof>`,
    )
    assert.deepEqual(said(told.facts).slice(2), [
      ...['issuedAt=2026-01-05', 'validFrom=2026-01-05', 'validTo=2026-02-04T23:00:00.000Z'],
      ...['yearlyFrom=06-01T09:05', 'yearlyTo=06-30'],
    ])
  })

  it('of a proof, with its colour only when it is one, and never the holder’s identity number', () => {
    const proof = (colour: string) =>
      facts(
        `<proof><background-color>${colour}</background-color><valid-period><period><from>2026-01-01T00:00:00</from></period>` +
          `<yearly-repeating-period><start-year>2020</start-year><end-year>2022</end-year><from><month>2</month><day>29</day></from>` +
          `<to><month>13</month><day>1</day></to></yearly-repeating-period></valid-period><proof-holder><firstname>Ola</firstname><surname>Nordmann</surname>` +
          `<social-security-number>15876598765</social-security-number>${address}</proof-holder><title>Lånekort</title>` +
          `<proof-id-name>Kortnummer</proof-id-name><proof-id-value>a-1</proof-id-value>` +
          `<attribute><title>Klubb</title><text>Medlem</text></attribute><info><title>Regler</title><text>Ikke riv</text></info></proof>`,
      )
    const told = proof('#E1e1E1')
    assert.equal(told.edge, '#e1e1e1')
    assert.equal(proof('#SSSSSS').edge, null)
    assert.equal(proof('red;x:y').edge, null)
    assert.deepEqual(said(told.facts), [
      'title=Lånekort',
      'holder=Ola Nordmann',
      'address=Storgata 23, 0011 Oslo',
      'number(Kortnummer)=a-1',
      'validFrom=2026-01-01',
      'yearlyFrom=02-29',
      'years=2020–2022',
      'attribute(Klubb)=Medlem',
    ])
    assert.ok(!JSON.stringify(told).includes('15876598765'))
  })

  it('of a parcel, without fees of nothing', () => {
    const told = facts(
      `<pickup-notice><parcel-id>KB1</parcel-id><barcode/><arrival-date-time>2018-09-10T10:00:00+02:00</arrival-date-time>` +
        `<return-date-time>snart</return-date-time><recipient><digipost-address>a#1</digipost-address></recipient>` +
        `<pickup-place><name>Butikken</name><code>RC89</code><instruction>Ta med pass</instruction>${address}</pickup-place>` +
        `<package><length>120</length><weight>0</weight></package><cost><value-to-be-payed>128</value-to-be-payed><cod-fee>0</cod-fee></cost>` +
        `<status>READY_FOR_PICKUP</status></pickup-notice>`,
    )
    assert.deepEqual(said(told.facts).slice(0, 3), [
      'status=READY_FOR_PICKUP',
      'place=Butikken',
      'address=Storgata 23, 0011 Oslo',
    ])
    assert.deepEqual(
      told.groups.map((group) => said(group.facts)),
      [['toPay=128.00NOK'], ['length=120cm']],
    )
  })

  it('of what is only told: signatures, credentials, where a parcel is', () => {
    const signed = `<signedDocument><document-issuer>A</document-issuer><document-subject>B</document-subject><signing-time>x</signing-time></signedDocument>`
    assert.deepEqual(said(facts(signed).facts), ['subject=B', 'issuer=A'])
    const notice = `<verifiable-credential-notice><title>T</title></verifiable-credential-notice>`
    assert.deepEqual(said(facts(notice).facts), ['title=T'])
    const released = `<verifiable-credential-notice><credential-id>abc</credential-id><valid-from>2026-01-01T00:00:00Z</valid-from><valid-until>2027-01-01T12:00+01:00</valid-until><title>T</title><description>D</description></verifiable-credential-notice>`
    assert.deepEqual(said(facts(released).facts), [
      'title=T',
      'description=D',
      'validFrom=2026-01-01T00:00:00.000Z',
      'validUntil=2027-01-01T11:00:00.000Z',
      'credentialId=abc',
    ])
    const query = `<verifiable-presentation-notice><title>T</title><description>D</description><simpleQuery><type>driversLicence</type><format>JWT_VC_JSON</format></simpleQuery></verifiable-presentation-notice>`
    assert.deepEqual(said(facts(query).facts), ['title=T', 'description=D', 'credentialType=driversLicence'])
    const status = `<pickup-notice-status><status>RETURNED</status></pickup-notice-status>`
    assert.deepEqual(said(facts(status).facts), ['status=RETURNED'])
  })
})
