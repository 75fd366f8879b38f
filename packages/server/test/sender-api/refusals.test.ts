import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { letter, multipart, sendingOf } from './multipart-body.ts'
import { refusing } from './refusing.ts'
import { addAccount, grant } from './register.ts'
import { call, signedHeaders } from './signed-client.ts'

const print =
  '<print-details><recipient><name>K</name><norwegian-address><zip-code>0155</zip-code><city>Oslo</city></norwegian-address></recipient><return-address><name>F</name><norwegian-address><zip-code>0001</zip-code><city>Oslo</city></norwegian-address></return-address></print-details>'

describe('messages that are refused', () => {
  const bench = refusing()
  const { refused, refusedParts } = bench
  const number = (value: string) => `<personal-identification-number>${value}</personal-identification-number>`

  it('for a recipient without an open mailbox', async () => {
    for (const each of ['71818000027', '31668000188', '15819000147', '15819000148']) {
      await refused('UNKNOWN_RECIPIENT', 404, { recipient: number(each) })
    }
    await refused('UNKNOWN_RECIPIENT', 404, { recipient: '<digipost-address>no.body#1234</digipost-address>' })
    await refused('MISSING_RECIPIENT', 400, { recipient: '' })
  })

  it('for ways of delivery that are not built', async () => {
    await refused('NOT_APPROVED_FOR_PRINT', 403, { recipient: number('71818000027') + print })
    await refused('NOT_APPROVED_FOR_DIRECT_PRINT', 403, { recipient: print })
    const later = '2030-01-01T00:00:00Z'
    await refused('NOT_APPROVED_FOR_PRINT', 403, {
      after: `<print-if-unread><print-if-unread-after>${later}</print-if-unread-after>${print}</print-if-unread>`,
    })
    const registration = `<request-for-registration><registration-deadline>${later}</registration-deadline></request-for-registration>`
    const shareRequest =
      '<data-type><share-documents-request xmlns="http://api.digipost.no/schema/datatypes"><max-share-duration-seconds>60</max-share-duration-seconds><purpose>p</purpose></share-documents-request></data-type>'
    for (const [code, status, spec] of [
      ['GENERAL_ERROR', 501, { after: registration }],
      ['UNKNOWN_BATCH', 404, { after: `<batch><uuid>${randomUUID()}</uuid></batch>` }],
      [
        'GENERAL_ERROR',
        501,
        { recipient: '<email-details><email-address>a@example.org</email-address></email-details>' },
      ],
      [
        'PEPPOL_ERROR',
        400,
        {
          recipient:
            '<peppol-addresses><receiver><schemeID>9908</schemeID><endpointID>810418052</endpointID></receiver><sender><schemeID>9908</schemeID><endpointID>984661185</endpointID></sender></peppol-addresses>',
        },
      ],
      ['NOT_APPROVED_FOR_PREENCRYPT', 403, { inside: '<encrypted/>' }],
      ['GENERAL_ERROR', 501, { inside: shareRequest }],
      ['GENERAL_ERROR', 501, { inside: '<sms-notification><after-hours>2</after-hours></sms-notification>' }],
      ['GENERAL_ERROR', 501, { inside: `<sms-notification><at time="${later}"/></sms-notification>` }],
      [
        'GENERAL_ERROR',
        501,
        {
          inside: `<email-notification><email-address>a@example.org</email-address><subject>s</subject><text>t</text><at time="${later}"/></email-notification>`,
        },
      ],
    ] as const) {
      const response = await refused(code, status, spec)
      assert.match(response.element('error-message') ?? '', /not built/)
    }
  })

  it('for what the account may not do', async () => {
    const poor = { as: await addAccount(bench.at, { permissions: [] }) }
    const html = '<html><body><p>Hei</p></body></html>'
    await refused('ILLEGAL_HTML_CONTENT', 400, { fileType: 'html', content: html }, poor)
    await refused(
      'NOT_APPROVED_FOR_IDPORTEN',
      403,
      { inside: '<authentication-level>IDPORTEN_4</authentication-level>' },
      poor,
    )
    await refused('NOT_APPROVED_FOR_TECHNICAL_ATTACHMENTS', 403, { documentAttributes: ' technical-type="x"' }, poor)
    await refused('ILLEGAL_ACCESS', 403, { before: '<delivery-time>2099-01-01T00:00:00Z</delivery-time>' }, poor)
    await refused('ILLEGAL_ACCESS', 403, { recipient: '<bank-account-number>82760100435</bank-account-number>' }, poor)
  })

  it('for a sender that the broker may not act for', async () => {
    const stranger = await addAccount(bench.at, { organisationNumber: '974760673', partId: 'unit' })
    await refused('BROKER_NOT_AUTHORIZED', 403, { senderId: stranger })
    await refused('UNKNOWN_SENDER', 400, { senderId: '424242424242' })
    await refused('UNKNOWN_SENDER', 400, { senderId: '-5' })
    const closed = await addAccount(bench.at, { active: false })
    await grant(bench.at, bench.as, closed)
    await refused('ACCOUNT_DEACTIVATED', 403, { senderId: closed })
    const byOrganisation = (organisation: string) =>
      letter().xml.replace('<recipient>', `<sender-organization>${organisation}</sender-organization><recipient>`)
    for (const [organisation, code] of [
      ['<organization-id>974760673</organization-id><part-id>unit</part-id>', 'BROKER_NOT_AUTHORIZED'],
      ['<organization-id>974760673</organization-id>', 'UNKNOWN_SENDER'],
    ] as const) {
      await refusedParts(code, [{ name: 'message', content: byOrganisation(organisation) }])
    }
    const unpermitted = await addAccount(bench.at, { permissions: [] })
    const parts = [{ name: 'message', content: byOrganisation('<organization-id>974760673</organization-id>') }]
    const response = await call(bench.at, { method: 'POST', path: '/messages', ...multipart(parts), as: unpermitted })
    assert.equal(response.element('error-code'), 'BROKER_NOT_AUTHORIZED')
  })

  it('for documents without what they need', async () => {
    await refused('MISSING_SUBJECT', 400, { subject: null })
    await refused('MISSING_SUBJECT', 400, { subject: '  ' })
    await refused('SCHEMA_VALIDATION_ERROR', 400, { subject: 'x'.repeat(256) })
    await refused('MISSING_CONTENT', 400, { content: '' })
    await refused('ILLEGAL_CONTENT_TYPE', 400, { fileType: 'exe' })
    await refused('INVALID_PDF_CONTENT', 400, { fileType: 'pdf', content: 'not a PDF' })
    await refused('BAD_CONTENT', 400, { fileType: 'png', content: 'not a PNG' })
    await refused('BAD_CONTENT', 400, { content: Buffer.from([0x41, 0xff, 0xfe]) })
    await refused('INVALID_HTML_CONTENT', 400, {
      fileType: 'html',
      content: '<html><body><script>x</script></body></html>',
    })
    await refused('DELIVERY_DATE_HISTORICAL', 400, { before: '<delivery-time>2020-01-01T00:00:00Z</delivery-time>' })
  })

  it('for data types that cannot be right', async () => {
    const invoice = (sum: string, due: string, account: string) =>
      `<data-type><invoice xmlns="http://api.digipost.no/schema/datatypes"><due-date>${due}</due-date><sum>${sum}</sum><creditor-account>${account}</creditor-account></invoice></data-type>`
    const someDay = '2026-01-01T00:00:00+01:00'
    await refused('INVALID_MONETARY_AMOUNT', 400, { inside: invoice('1.234', someDay, '82760100435') })
    await refused('VALIDATION_FAILED', 400, { inside: invoice('1', 'soon', '82760100435') })
    await refused('VALIDATION_FAILED', 400, { inside: invoice('1', someDay, '1') })
    const appointment = (start: string) =>
      `<data-type><appointment xmlns="http://api.digipost.no/schema/datatypes"><start-time>${start}</start-time></appointment></data-type>`
    for (const start of ['27.06.2026 10:00', 'i morgen', '2026-06-27', '']) {
      const { text } = await refused('VALIDATION_FAILED', 400, { inside: appointment(start) })
      assert.match(text, /primary-document\/data-type\/appointment\/start-time: it must be a date and time as in 2026/)
    }
    const link = (text: string) =>
      `<data-type><externalLink xmlns="http://api.digipost.no/schema/datatypes"><url>https://example.org</url><button-text>${text}</button-text></externalLink></data-type>`
    await refused('VALIDATION_FAILED', 400, { inside: link('x'.repeat(31)) })
    await refused('SCHEMA_VALIDATION_ERROR', 400, {
      inside: '<data-type><invoice xmlns="http://api.digipost.no/schema/datatypes"/></data-type>',
    })
  })

  it('with every fault at once, not only the first', async () => {
    const before = '<delivery-time>2020-01-01T00:00:00Z</delivery-time>'
    const { text } = await refused('DELIVERY_DATE_HISTORICAL', 400, { subject: null, before })
    assert.match(text, /\nMISSING_SUBJECT: /)
  })

  it('never because of what only an unsigned body says', async () => {
    const wrongHash = { 'X-Content-SHA256': `${'A'.repeat(43)}=` }
    const { body, contentType } = multipart([{ name: 'nonsense', content: 'x' }])
    const spec = { method: 'POST', path: '/messages', as: bench.as, contentType }
    // Signed for another body: the headers are right, the bytes are not what was signed.
    const { body: signedBody } = sendingOf()
    const headers = signedHeaders({ ...spec, body: signedBody })
    const response = await call(bench.at, { ...spec, body, headers })
    assert.equal(response.element('error-code'), 'INVALID_SHA256')
    assert.equal(
      (await call(bench.at, { ...spec, body, headers: wrongHash })).element('error-code'),
      'INVALID_SIGNATURE',
    )
  })
})
