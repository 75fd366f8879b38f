import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeSelfSigned } from '../../src/keys/certificates.ts'
import { sendingOf } from './multipart-body.ts'
import { addAccount, addCertificate } from './register.ts'
import { call, type RequestSpec } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const hour = 3_600_000
const sha256Header = 'X-Content-SHA256'

describe('authentication, from the headers alone', () => {
  let at: TestServer
  let as: string
  let sending: ReturnType<typeof sendingOf>
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    sending = sendingOf()
  })
  after(() => at[Symbol.asyncDispose]())

  async function refused(spec: RequestSpec, status: number, code: string) {
    const response = await call(at, { as, ...spec })
    assert.deepEqual([response.status, response.element('error-code')], [status, code], response.text)
    return response
  }
  const ago = (ms: number) => new Date(Date.now() - ms).toUTCString()

  it('refuses a caller id that is missing, malformed or repeated', async () => {
    for (const value of [null, '', 'abc', '-1', '0', '01001', '9223372036854775808', '1e3', ['1001', '1001']]) {
      await refused({ headers: { 'X-Digipost-UserId': value } }, 400, 'INVALID_USER_ID_HEADER')
    }
  })

  it('refuses callers it does not know, and those who are closed', async () => {
    await refused({ as: '9223372036854775807' }, 403, 'UNKNOWN_USER_ID')
    await refused({ as: await addAccount(at, { active: false }) }, 403, 'ACCOUNT_DEACTIVATED')
  })

  it('takes a Date within five minutes, in the form of RFC 1123, once', async () => {
    await refused({ headers: { Date: null } }, 400, 'MISSING_DATE_HEADER')
    await refused({ date: '2026-11-23T09:00:00Z' }, 400, 'INVALID_DATE_HEADER')
    await refused({ date: 'Mon, 31 Feb 2026 10:00:00 GMT' }, 400, 'INVALID_DATE_HEADER')
    await refused({ headers: { Date: [ago(0), ago(0)] } }, 400, 'INVALID_DATE_HEADER')
    // A clock that stands still, at a whole second as dates do: so the border is exact, and no slow machine crosses it.
    const now = new Date(Math.floor(Date.now() / 1000) * 1000)
    await using still = await startServer({ clock: () => now })
    await addAccount(still, { id: as })
    for (const [seconds, status, code] of [
      [300, 200, undefined],
      [-300, 200, undefined],
      [301, 400, 'DATE_HEADER_OUTSIDE_ACCEPTED_INTERVAL'],
      [-301, 400, 'DATE_HEADER_OUTSIDE_ACCEPTED_INTERVAL'],
    ] as const) {
      const date = new Date(now.getTime() - seconds * 1000).toUTCString()
      const response = await call(still, { as, date })
      assert.deepEqual([response.status, response.element('error-code')], [status, code], `${seconds} s: ${date}`)
    }
  })

  it('wants a well-formed hash for every body, and none for no body', async () => {
    await refused({ ...sending, headers: { [sha256Header]: null } }, 400, 'MISSING_SHA256')
    for (const value of ['abc', 'x'.repeat(44), ['a', 'b']]) {
      await refused({ ...sending, headers: { [sha256Header]: value } }, 400, 'INVALID_SHA256')
    }
    await refused({ headers: { [sha256Header]: `${'A'.repeat(43)}=` } }, 400, 'INVALID_SHA256')
    await refused({ ...sending, headers: { 'Content-MD5': 'short' } }, 400, 'INVALID_MD5')
    await refused({ ...sending, headers: { 'Content-MD5': ['a', 'b'] } }, 400, 'INVALID_MD5')
  })

  it('takes the hash of nothing for no body', async () => {
    const response = await call(at, { as, body: '' })
    assert.equal(response.status, 200, response.text)
  })

  it('needs a certificate that is valid', async () => {
    await refused({ as: await addAccount(at, { certificatePem: null }) }, 403, 'MISSING_CERTIFICATE')
    await refused({ as: await addAccount(at, { revokedAt: new Date(Date.now() - hour) }) }, 403, 'REVOKED_CERTIFICATE')
    const expired = await makeSelfSigned({ subject: 'Old', days: 1, from: new Date(Date.now() - 72 * hour) })
    const former = await addAccount(at, { certificatePem: expired.certificatePem })
    await refused({ as: former, keyPem: expired.privateKeyPem }, 403, 'REVOKED_CERTIFICATE')
    // With a valid one beside it, the old key is still told from a wrong key.
    await addCertificate(at, former)
    await refused({ as: former, keyPem: expired.privateKeyPem }, 403, 'REVOKED_CERTIFICATE')
    assert.equal((await call(at, { as: former })).status, 200)
    const future = await makeSelfSigned({ subject: 'Next', days: 9, from: new Date(Date.now() + 72 * hour) })
    const early = await addAccount(at, { certificatePem: future.certificatePem })
    await refused({ as: early, keyPem: future.privateKeyPem }, 403, 'REVOKED_CERTIFICATE')
  })

  it('takes any of several certificates, and sees at once what an operator changes', async () => {
    const second = await makeSelfSigned({ subject: 'Second', days: 9, from: new Date() })
    const rotating = await addAccount(at)
    await refused({ as: rotating, keyPem: second.privateKeyPem }, 403, 'INVALID_SIGNATURE')
    await addCertificate(at, rotating, { certificatePem: second.certificatePem })
    assert.equal((await call(at, { as: rotating, keyPem: second.privateKeyPem })).status, 200)
    assert.equal((await call(at, { as: rotating })).status, 200)
    await at.deps.db.updateTable('account').set({ active: false }).where('id', '=', rotating).execute()
    await refused({ as: rotating }, 403, 'ACCOUNT_DEACTIVATED')
  })

  it('refuses a signature that is missing, malformed, repeated, of another key or over something else', async () => {
    await refused({ headers: { 'X-Digipost-Signature': null } }, 403, 'MISSING_SIGNATURE')
    for (const value of ['!', 'AAAA', ['AAAA', 'AAAA']]) {
      await refused({ headers: { 'X-Digipost-Signature': value } }, 403, 'INVALID_SIGNATURE')
    }
    const other = await makeSelfSigned({ subject: 'Other', days: 9, from: new Date() })
    await refused({ keyPem: other.privateKeyPem }, 403, 'INVALID_SIGNATURE')
    await refused({ path: '/?a=B', signedPath: '/' }, 403, 'INVALID_SIGNATURE')
    await refused({ ...sending, headers: { 'Content-MD5': 'AAAAAAAAAAAAAAAAAAAAAA==' } }, 403, 'INVALID_SIGNATURE')
  })

  it('echoes the string it computed, in the encoded form', async () => {
    const date = ago(0)
    const path = '/recipients/search/Marit%20Johansen?A=%3a'
    const { text } = await refused(
      { path, date, signedPath: '/wrong', verifiedPath: '/recipients/search/marit johansen' },
      403,
      'INVALID_SIGNATURE',
    )
    const echo = /===START===\n([\s\S]*)===SLUTT===/.exec(text)?.[1]
    assert.equal(echo, `GET\n/recipients/search/marit%20johansen\ndate: ${date}\nx-digipost-userid: ${as}\na=%3a\n`)
  })

  it('takes the decoded path that Java signs, and the encoded one', async () => {
    const [encoded, decoded] = ['/recipients/search/marit%20johansen', '/recipients/search/marit johansen']
    for (const [signedPath, verifiedPath] of [
      [decoded, encoded],
      [encoded, decoded],
    ] as const) {
      await refused({ path: encoded, signedPath, verifiedPath }, 501, 'GENERAL_ERROR')
    }
  })

  it('says nothing of the body before it knows who sends it', async () => {
    await refused({ ...sending, contentType: 'text/nonsense', as: '77' }, 403, 'UNKNOWN_USER_ID')
  })
})
