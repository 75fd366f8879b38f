import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Overrides } from '../../src/config/load.ts'
import { addLetter } from '../mailbox-api/letter-builder.ts'
import { startHostileProvider } from './hostile-provider.ts'
import { startHostileService } from './hostile-service.ts'
import { high, startService, substantial } from './service.ts'
import { Visitor } from './visitor.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' })
const withKey: Overrides = {
  oidcClientSecret: undefined,
  oidcClientKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  oidcClientKeyId: 'ours',
}

/** Where a browser is sent that begins to sign in. */
async function leave(at: { url: string }, visitor: Visitor): Promise<URL> {
  const response = await visitor.fetch(new URL('/auth/oidc', at.url), {}, false)
  return new URL(response.headers.get('location') ?? '', at.url)
}

describe('the parameters of a sign-in', () => {
  test('a provider that offers pushed requests: the browser carries only their name, a step-up as well', async () => {
    await using service = await startService()
    const { provider, at } = service
    const kari = await service.addCitizen('Kari Nordmann')
    const visitor = new Visitor(at)
    provider.answer = { account: kari.account, acr: substantial }
    assert.equal((await visitor.visit('/auth/oidc')).at, '/inbox')
    assert.deepEqual([...(provider.atBrowser.at(-1)?.keys() ?? [])].sort(), ['client_id', 'request_uri'])
    assert.equal(provider.asked.at(-1)?.get('code_challenge_method'), 'S256')

    const letter = await addLetter(at, kari, { level: 'IDPORTEN_4' })
    provider.answer = { account: kari.account, acr: high }
    await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.deepEqual([...(provider.atBrowser.at(-1)?.keys() ?? [])].sort(), ['client_id', 'request_uri'])
    const asked = provider.asked.at(-1)
    assert.deepEqual([asked?.get('prompt'), asked?.get('max_age'), asked?.get('acr_values')], ['login', '0', high])
  })

  test('a provider that takes signed requests only, and a client key: they are signed', async () => {
    const metadata = { request_parameter_supported: true, request_object_signing_alg_values_supported: ['RS256'] }
    await using service = await startHostileService(withKey, metadata)
    const url = await leave(service.at, new Visitor(service.at))
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request'])
    const request = url.searchParams.get('request') ?? ''
    const { payload } = await jwtVerify(request, createPublicKey({ key: publicJwk, format: 'jwk' }), {
      audience: service.provider.issuer,
      issuer: service.provider.clientId,
    })
    assert.equal(decodeProtectedHeader(request).kid, 'ours')
    assert.deepEqual([payload['response_type'], payload['code_challenge_method']], ['code', 'S256'])
  })

  test('a provider that offers neither, or another algorithm than the key has: they go plain', async () => {
    const other = { request_parameter_supported: true, request_object_signing_alg_values_supported: ['ES256'] }
    for (const metadata of [{}, other]) {
      await using service = await startHostileService(withKey, metadata)
      const url = await leave(service.at, new Visitor(service.at))
      assert.equal(url.searchParams.get('response_type'), 'code')
    }
  })

  test('the operator can choose plain although pushed requests are offered', async () => {
    await using service = await startHostileService(
      { oidcRequest: 'plain' },
      { pushed_authorization_request_endpoint: 'http://localhost:1/par' },
    )
    assert.equal((await leave(service.at, new Visitor(service.at))).searchParams.get('response_type'), 'code')
  })

  test('a pushed request that is refused or not answered never becomes a plain one', async () => {
    await using provider = await startHostileProvider()
    await using pushing = await startHostileService(
      {},
      { pushed_authorization_request_endpoint: `${provider.issuer}/par` },
    )
    const failure = async () => (await leave(pushing.at, new Visitor(pushing.at))).search
    const url = await leave(pushing.at, new Visitor(pushing.at))
    assert.equal(url.searchParams.get('request_uri'), 'urn:example:pushed')
    assert.equal(provider.pushes.at(-1)?.get('response_type'), 'code')

    provider.pushed = (response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"unauthorized_client"}')
    }
    assert.equal(await failure(), '?failed=not-accepted')
    assert.match(pushing.at.logged.join(), /refused the pushed request: unauthorized_client/)
    provider.pushed = (response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="par"' }).end()
    }
    assert.equal(await failure(), '?failed=not-accepted')
    provider.pushed = (response) => {
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"request_uri":7}')
    }
    assert.equal(await failure(), '?failed=not-accepted')
    provider.pushed = (response) => void response.socket?.destroy()
    assert.equal(await failure(), '?failed=unavailable')
  })

  test('pushed is set and not offered: no sign-in, and doctor says why', async () => {
    await using service = await startHostileService({ oidcRequest: 'pushed' })
    assert.equal((await leave(service.at, new Visitor(service.at))).search, '?failed=unavailable')
    assert.match(
      service.at.logged.join(),
      /no pushed_authorization_request_endpoint, and BREVDUE_OIDC_REQUEST is pushed/,
    )
  })

  test('signed is set without a client key: the start is refused', async () => {
    await assert.rejects(
      startHostileService({ oidcRequest: 'signed' }),
      /BREVDUE_OIDC_REQUEST is signed, which needs BREVDUE_OIDC_CLIENT_KEY/,
    )
  })
})
