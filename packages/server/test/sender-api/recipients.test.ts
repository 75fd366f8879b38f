import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, letter, multipart, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson, grant } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const address = (fullname: string, more = '', line = 'Storgata 1 B') =>
  `<name-and-address><fullname>${fullname}</fullname><addressline1>${line}</addressline1><postalcode>0155</postalcode><city>Oslo</city>${more}</name-and-address>`

describe('whom a message reaches', () => {
  let at: TestServer
  let as: string
  const mailboxes: Record<string, string> = {}
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    const home = { addressLine1: 'Storgata 1b', postalCode: '0155' }
    mailboxes.kari = await addPerson(at, {
      ...home,
      number: kari,
      name: 'Kari Anne Nordmann',
      digipostAddress: 'kari.nordmann#1234',
      birthDate: '1980-01-31',
      emailAddress: 'Kari@Example.org',
      bankAccount: '82760100435',
    })
    mailboxes.firm = await addPerson(at, { kind: 'ORGANISATION', name: 'Fjellvik AS', organisationNumber: '984661185' })
    mailboxes.elder = await addPerson(at, { ...home, name: 'Per Berg', birthDate: '1950-01-01' })
    mailboxes.younger = await addPerson(at, { ...home, name: 'Per Berg', birthDate: '1980-01-01' })
    mailboxes.numberless = await addPerson(at, { number: '31818000034' })
  })
  after(() => at[Symbol.asyncDispose]())

  async function reached(recipient: string, senderId?: string): Promise<string | undefined> {
    const sending = sendingOf({ recipient, ...(senderId === undefined ? {} : { senderId }) })
    const response = await call(at, { ...sending, as })
    if (response.status !== 200) return response.element('error-code')
    const { rows } = await sql<{ mailbox_id: string }>`SELECT mailbox_id FROM letter JOIN document USING (message_id)
      WHERE uuid = ${sending.uuid}`.execute(at.deps.db)
    return Object.entries(mailboxes).find(([, id]) => id === rows[0]?.mailbox_id)?.[0]
  }

  it('by every kind of identifier', async () => {
    for (const [recipient, expected] of [
      [`<personal-identification-number>${kari}</personal-identification-number>`, 'kari'],
      // A number that somebody was registered with is theirs, whatever its control digits.
      ['<personal-identification-number>31818000034</personal-identification-number>', 'numberless'],
      ['<organisation-number>984661185</organisation-number>', 'firm'],
      ['<digipost-address>KARI.nordmann#1234</digipost-address>', 'kari'],
      ['<bank-account-number>82760100435</bank-account-number>', 'kari'],
      [address('Kari Nordmann'), 'kari'],
      [address('kari a. NORDMANN'), 'kari'],
      [
        address(
          'Kari Nordmann',
          '<birth-date>1980-01-31Z</birth-date><email-address>kari@example.ORG</email-address>',
          'Elsewhere 7',
        ),
        'kari',
      ],
      [address('Per Berg', '<birth-date>1980-01-01</birth-date>'), 'younger'],
    ] as const) {
      assert.equal(await reached(recipient), expected, recipient)
    }
  })

  it('nobody, when it is not certain who is meant', async () => {
    for (const recipient of [
      address('Per Berg'),
      address('Kari Lise Nordmann'),
      address('Kari Nordmann', '<birth-date>1981-01-31</birth-date>'),
      address('Kari Nordmann', '', 'Storgata 11 B'),
      address(
        'Kari Nordmann',
        '<birth-date>1981-01-31</birth-date><email-address>kari@example.org</email-address>',
        'Elsewhere 7',
      ),
      address('Fjellvik AS'),
    ]) {
      assert.equal(await reached(recipient), 'UNKNOWN_RECIPIENT', recipient)
    }
  })

  it('in the name of whom the broker may act for', async () => {
    const sender = await addAccount(at, { organisationNumber: '974760673', partId: 'unit 1' })
    await grant(at, as, sender)
    const recipient = `<personal-identification-number>${kari}</personal-identification-number>`
    assert.equal(await reached(recipient, sender), 'kari')
    assert.equal(await reached(recipient, `+00${sender}`), 'kari')
    assert.equal(await reached(recipient, as), 'kari')
    const { parts } = letter({ recipient })
    const organisation =
      '<sender-organization><organization-id>974760673</organization-id><part-id>unit 1</part-id></sender-organization>'
    const [message, ...documents] = parts
    const xml = String(message?.content).replace('<recipient>', `${organisation}<recipient>`)
    const body = multipart([{ name: 'message', content: xml }, ...documents])
    const response = await call(at, { method: 'POST', path: '/messages', ...body, as })
    assert.equal(response.element('sender-id'), sender, response.text)
  })
})
