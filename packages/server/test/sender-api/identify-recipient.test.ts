import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addAccount, addPerson } from './register.ts'
import { call, type RequestSpec } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const kari = '31818000033'
const address = (fullname: string, line = 'Storgata 1', more = '') =>
  `<name-and-address><fullname>${fullname}</fullname><addressline1>${line}</addressline1><postalcode>0155</postalcode><city>Oslo</city>${more}</name-and-address>`

describe('POST /identification', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    await addPerson(at, {
      number: kari,
      digipostAddress: 'kari.nordmann#AB12',
      addressLine1: 'Storgata 1',
      postalCode: '0155',
      birthDate: '1980-01-31',
      phoneNumber: '+47 999 98 888',
      bankAccount: '82760100435',
    })
    const twin = { name: 'Ola Hansen', addressLine1: 'Storgata 1', postalCode: '0155' }
    await addPerson(at, { ...twin, digipostAddress: 'ola.hansen#1' })
    await addPerson(at, { ...twin, digipostAddress: 'ola.hansen#2', mailbox: false })
    await addPerson(at, { number: '71818000027', digipostAddress: 'uten.postkasse#9', mailbox: false })
    await addPerson(at, { number: '31668000188', digipostAddress: 'stengt.postkasse#9', mailbox: 'closed' })
    await addPerson(at, { number: '31818000034', mailbox: true })
    await addPerson(at, { kind: 'ORGANISATION', name: 'Fjellvik AS', organisationNumber: '984661185' })
    await addPerson(at, { kind: 'ORGANISATION', name: 'Ingen AS', organisationNumber: '974760673', mailbox: false })
  })
  after(() => at[Symbol.asyncDispose]())

  async function identify(question: string, spec: RequestSpec & { version?: string; attributes?: string } = {}) {
    const { version = 'v8', attributes = '', ...rest } = spec
    const contentType = `application/vnd.digipost-${version}+xml`
    const body = `<identification xmlns="http://api.digipost.no/schema/${version}"${attributes}>${question}</identification>`
    return call(at, { as, method: 'POST', path: '/identification', body, contentType, ...rest })
  }
  const number = (value: string) => `<personal-identification-number>${value}</personal-identification-number>`
  async function answers(question: string, expected: Record<string, string | undefined>, attributes = '') {
    const response = await identify(question, { attributes })
    assert.equal(response.status, 200, response.text)
    const names = ['result', 'digipost-address', 'person-alias', 'unidentified-reason', 'invalid-reason']
    const found = Object.fromEntries(
      names.flatMap((name) => (response.element(name) ? [[name, response.element(name)]] : [])),
    )
    assert.deepEqual(found, expected, question)
  }

  it('tells who has a mailbox, without revealing the address that belongs to a number', async () => {
    await answers(number(kari), { result: 'DIGIPOST' })
    await answers(number(kari), { result: 'DIGIPOST' }, ' include-personalias-for-digipost-user="true"')
    await answers('<bank-account-number>82760100435</bank-account-number>', { result: 'DIGIPOST' })
    await answers('<organisation-number>984661185</organisation-number>', { result: 'DIGIPOST' })
    await answers(number('31818000034'), { result: 'DIGIPOST' })
  })

  it('gives the address to who knew it, or name and address', async () => {
    const found = { result: 'DIGIPOST', 'digipost-address': 'kari.nordmann#AB12' }
    await answers('<digipost-address>Kari.Nordmann#ab12</digipost-address>', found)
    await answers(address('Kari Nordmann'), found)
    await answers(address('KARI  ANNE  nordmann', 'storgata. 1'), found)
    await answers(
      address('Kari Nordmann', 'x', '<birth-date>1980-01-31+01:00</birth-date><phone-number>99998888</phone-number>'),
      found,
    )
    await answers(
      address('Kari Nordmann'),
      { ...found, 'person-alias': 'kari.nordmann#AB12' },
      ' include-personalias-for-digipost-user="true"',
    )
  })

  it('knows people without a mailbox, and counts a closed one as none', async () => {
    await answers(number('71818000027'), { result: 'IDENTIFIED' })
    await answers(number('31668000188'), { result: 'IDENTIFIED' })
    const alias = { result: 'IDENTIFIED', 'person-alias': 'uten.postkasse#9' }
    await answers('<digipost-address>uten.postkasse#9</digipost-address>', alias)
    await answers('<organisation-number>974760673</organisation-number>', {
      result: 'UNIDENTIFIED',
      'unidentified-reason': 'NOT_FOUND',
    })
  })

  it('does not guess', async () => {
    const notFound = { result: 'UNIDENTIFIED', 'unidentified-reason': 'NOT_FOUND' }
    await answers(address('Ola Hansen'), { result: 'UNIDENTIFIED', 'unidentified-reason': 'MULTIPLE_MATCHES' })
    await answers(address('Kari Nordmann', 'Storgata 2'), notFound)
    await answers(address('Kari Nordmann', 'Storgata 1', '<birth-date>1980-02-01</birth-date>'), notFound)
    await answers(address('Nordmann'), notFound)
    await answers(number('15819000147'), notFound)
    await answers('<digipost-address>no.body#0000</digipost-address>', notFound)
  })

  it('says of numbers that cannot be right that they are not', async () => {
    await answers(number('15819000148'), {
      result: 'INVALID',
      'invalid-reason': 'INVALID_PERSONAL_IDENTIFICATION_NUMBER',
    })
    await answers('<organisation-number>984661186</organisation-number>', {
      result: 'INVALID',
      'invalid-reason': 'INVALID_ORGANISATION_NUMBER',
    })
    await answers('<bank-account-number>12345123451</bank-account-number>', {
      result: 'INVALID',
      'invalid-reason': 'UNKNOWN',
    })
  })

  it('refuses what it cannot read, and what the caller may not ask', async () => {
    const code = async (question: string, spec: Parameters<typeof identify>[1] = {}) => {
      const response = await identify(question, spec)
      return [response.status, response.element('error-code')]
    }
    assert.deepEqual(await code(number('1234')), [400, 'SCHEMA_VALIDATION_ERROR'])
    assert.deepEqual(await code('<nonsense/>'), [400, 'SCHEMA_VALIDATION_ERROR'])
    assert.deepEqual(await code(''), [400, 'MISSING_RECIPIENT'])
    assert.deepEqual(await code(number(kari), { contentType: 'application/vnd.digipost-v7+xml' }), [
      400,
      'PROBLEM_WITH_REQUEST',
    ])
    assert.deepEqual(await code(number(kari), { contentType: 'text/xml' }), [415, 'PROBLEM_WITH_REQUEST'])
    const poor = await addAccount(at, { permissions: [] })
    assert.deepEqual(await code('<bank-account-number>82760100435</bank-account-number>', { as: poor }), [
      403,
      'ILLEGAL_ACCESS',
    ])
  })

  it('takes the parameters that .NET adds to the type, and older versions', async () => {
    const contentType = 'application/vnd.digipost-v8+xml; boundary=0c1b2e'
    assert.equal((await identify(number(kari), { contentType })).element('result'), 'DIGIPOST')
    const old = await identify(number(kari), { version: 'v6', accept: null })
    assert.match(old.text, /schema\/v6/)
    assert.equal(old.headers['content-type'], 'application/vnd.digipost-v6+xml')
  })
})
