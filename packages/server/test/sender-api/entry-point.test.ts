import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addAccount, grant } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

/** Relation and path of protocol 3.1, slashes at the end included. */
const links = (id: string) => [
  ['create_message', '/messages'],
  ['identify_recipient', '/identification'],
  ['identify_recipient_with_encryption_key', '/identification/encryption-key'],
  ['search', '/recipients/search'],
  ['autocomplete', '/recipients/suggest'],
  ['document_events', '/documents/events'],
  ['document_status', `/documents/${id}/status/`],
  ['get_sender_information', '/sender-information'],
  ['get_print_encryption_certificate', '/print/encryption-certificate'],
  ['get_inbox', `/${id}/inbox`],
  ['archive_documents', `/${id}/archive`],
  ['get_archives', `/${id}/archive`],
  ['get_archive_documents_by_referenceid', `/${id}/archive/documents/referenceid/`],
  ['get_archive_document_by_uuid', `/${id}/archive/document/uuid/`],
  ['create_batch', '/batch'],
  ['get_batch', '/batch/'],
  ['create_or_activate_user_account', `/${id}/user-accounts`],
  ['add_tag', '/tags/add'],
  ['remove_tag', '/tags/remove'],
  ['get_tags', '/tags'],
  ['get_share_documents_request_state', `/${id}/share-documents-requests/uuid/`],
]

describe('GET / and GET /{sender-id}', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const linksOf = (text: string) =>
    [...text.matchAll(/<link rel="([^"]*)" uri="([^"]*)" media-type="([^"]*)"\/>/g)].map((match) => match.slice(1))

  it('publishes the certificate that answers are signed with, and every link', async () => {
    const response = await call(at, { as })
    assert.equal(response.status, 200, response.text)
    const pem = response.element('certificate') ?? ''
    assert.equal(
      new X509Certificate(pem).fingerprint256,
      new X509Certificate(at.deps.responseKey.certificatePem).fingerprint256,
    )
    assert.equal(pem.includes('\r'), false)
    assert.deepEqual(
      linksOf(response.text),
      links(as).map(([relation, path]) => [
        `${at.url}/relations/${relation}`,
        at.url + path,
        'application/vnd.digipost-v8+xml',
      ]),
    )
  })

  it('fills in the sender that the caller acts for', async () => {
    const sender = await addAccount(at)
    assert.equal((await call(at, { as, path: `/${sender}` })).element('error-code'), 'BROKER_NOT_AUTHORIZED')
    await grant(at, as, sender)
    const response = await call(at, { as, path: `/${sender}` })
    assert.deepEqual(
      linksOf(response.text).map(([, uri]) => uri),
      links(sender).map(([, path]) => at.url + path),
    )
    assert.equal((await call(at, { as, path: `/${as}` })).status, 200)
    assert.equal((await call(at, { as, path: '/999999' })).element('error-code'), 'UNKNOWN_SENDER')
    assert.equal((await call(at, { as, path: '/99999999999999999999' })).element('error-code'), 'UNKNOWN_SENDER')
    const closed = await addAccount(at, { active: false })
    await grant(at, as, closed)
    assert.equal((await call(at, { as, path: `/${closed}` })).element('error-code'), 'ACCOUNT_DEACTIVATED')
  })

  it('builds links from Host, and refuses a Host that is none', async () => {
    const named = await call(at, { as, headers: { Host: 'api.example.test:8443' } })
    assert.equal(linksOf(named.text)[0]?.[1], 'http://api.example.test:8443/messages')
    for (const host of ['evil/path', 'a b', '"><x', 'user@host', 'x:y']) {
      assert.equal((await call(at, { as, headers: { Host: host } })).status, 400, host)
    }
  })

  it('builds links from the configured public address', async () => {
    await using public_ = await startServer({ publicUrl: 'https://post.example.test' })
    const caller = await addAccount(public_)
    const { text } = await call(public_, { as: caller, headers: { Host: 'evil.example' } })
    assert.equal(linksOf(text)[0]?.[1], 'https://post.example.test/messages')
    assert.equal(linksOf(text)[0]?.[0], 'https://post.example.test/relations/create_message')
  })

  it('answers in the version of Accept, and 406 in none', async () => {
    const v7 = await call(at, { as, accept: 'application/vnd.digipost-v7+xml' })
    assert.match(v7.text, /xmlns="http:\/\/api.digipost.no\/schema\/v7"/)
    assert.match(v7.text, /relations\/get_print_encryption_key"/)
    assert.equal(v7.headers['content-type'], 'application/vnd.digipost-v7+xml')
    for (const accept of [null, '*/*', 'application/*', 'text/plain, */*;q=0.1']) {
      assert.match((await call(at, { as, accept })).text, /schema\/v8/)
    }
    const none = await call(at, { as, accept: 'application/json' })
    assert.deepEqual([none.status, none.element('error-code')], [406, 'PROBLEM_WITH_REQUEST'])
  })

  it('answers HEAD like GET, without the body', async () => {
    const head = await call(at, { as, method: 'HEAD' })
    const get = await call(at, { as })
    assert.equal(head.status, 200)
    assert.equal(head.body.length, 0)
    assert.equal(head.headers['content-length'], get.headers['content-length'])
    assert.equal(head.headers['x-content-sha256'], get.headers['x-content-sha256'])
  })
})
