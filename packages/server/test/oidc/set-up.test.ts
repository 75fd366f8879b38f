import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startServer } from '../../src/app.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { loadConfig, type Overrides } from '../../src/config/load.ts'
import type { Session } from '../../src/http/mailbox-api/contract.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { doctor } from '../../src/operate/doctor/doctor.ts'
import { checkProxies } from '../../src/operate/doctor/proxies.ts'
import { linkSubject } from '../../src/operate/link-subject.ts'
import { testDatabase } from '../../src/testing/test-database.ts'
import { addPerson } from '../mailbox-api/letter-builder.ts'
import { json } from '../mailbox-api/test-browser.ts'
import { startHostileProvider } from './hostile-provider.ts'
import { startHostileService } from './hostile-service.ts'
import { freePort, high, oidcOverrides, startService, substantial } from './service.ts'
import { Visitor } from './visitor.ts'

const provider = { issuer: 'https://login.example', clientId: 'brevdue', clientSecret: 'secret' }
const oidc: Overrides = { ...oidcOverrides(8282, provider), publicUrl: 'https://post.example' }

function problemsOf(overrides: Overrides): readonly string[] {
  try {
    loadConfig({}, overrides)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems
  }
}

describe('the options of a sign-in', () => {
  test('a sandbox and a real sign-in cannot be switched on together', () => {
    for (const signIn of ['oidc', 'built-in']) {
      const problems = problemsOf({ ...oidc, mode: 'sandbox', signIn })
      assert.match(problems.join(), /a sandbox believes whatever one says one is/)
    }
  })

  test('what is missing or contradicts itself is said, all of it', () => {
    const without = (...names: (keyof Overrides)[]) =>
      problemsOf({ ...oidc, ...Object.fromEntries(names.map((name) => [name, undefined])) }).join('\n')
    assert.equal(without(), '')
    assert.match(without('oidcIssuer', 'oidcClientId', 'oidcClientSecret'), /ISSUER[^]*CLIENT_ID[^]*CLIENT_SECRET/)
    assert.match(without('oidcLevels'), /BREVDUE_OIDC_LEVELS must say/)
    assert.match(
      problemsOf({ ...oidc, oidcLevels: 'high=STRONG' }).join(),
      /“high=STRONG”; each part must be acr=LEVEL/,
    )
    assert.match(problemsOf({ ...oidc, oidcStepUpAcr: 'STRONG=x' }).join(), /each part must be LEVEL=acr/)
    assert.match(problemsOf({ ...oidc, oidcScopes: 'profile' }).join(), /openid/)
    assert.match(problemsOf({ ...oidc, oidcClientKey: 'k' }).join(), /Set one of/)
    const way = { oidcClientKey: 'k', oidcClientAuthentication: 'client_secret_post' } as const
    assert.match(problemsOf({ ...oidc, ...way }).join(), /a key is always shown by private_key_jwt/)
    const key = { oidcClientSecret: undefined, oidcClientKey: 'hemmelig' }
    assert.match(problemsOf({ ...oidc, ...key }).join(), /^BREVDUE_OIDC_CLIENT_KEY cannot be used/)
    assert.doesNotMatch(problemsOf({ ...oidc, ...key }).join(), /hemmelig/)
    assert.match(problemsOf({ ...oidc, oidcIssuer: 'http://login.example' }).join(), /must be https/)
    const described = 'https://login.example/.well-known/openid-configuration'
    assert.match(problemsOf({ ...oidc, oidcIssuer: described }).join(), /leave out \/\.well-known/)
    const twice = problemsOf({ ...oidc, oidcLevels: 'a=TWO_FACTOR,a=IDPORTEN_4' })
    assert.match(twice.join(), /says both TWO_FACTOR and IDPORTEN_4 of “a”/)
    for (const name of ['oidcIssuer', 'publicUrl']) {
      const problems = problemsOf({ ...oidc, [name]: 'https://operator:hemmelig@login.example' }).join()
      assert.match(problems, /must be an address without account and password/)
      assert.doesNotMatch(problems, /hemmelig/)
    }
  })

  test('an acr may be an address with equals signs in it; the levels of a step-up are found from them', () => {
    const config = loadConfig({}, { ...oidc, oidcLevels: 'urn:x?a=b=TWO_FACTOR, urn:y=IDPORTEN_4' })
    assert.deepEqual(
      [...(config.oidc?.levels ?? [])],
      [
        ['urn:x?a=b', 'TWO_FACTOR'],
        ['urn:y', 'IDPORTEN_4'],
      ],
    )
    assert.equal(config.oidc?.signInAcr, 'urn:x?a=b urn:y')
  })

  test('a service does not start without a sign-in, without its address, or where cookies would travel openly', async () => {
    const refused = async (overrides: Overrides, why: RegExp) => {
      const dataDirectory = join(tmpdir(), 'brevdue-never-made')
      const config = loadConfig({}, { dataDirectory, ...overrides })
      await assert.rejects(startServer(config, { log: createLogger('silent') }), (error: Error) => {
        assert.match(error.message, why)
        return error instanceof ConfigError
      })
    }
    await refused({ mode: 'service' }, /No sign-in to the mailbox is set up.*oidc.*built-in/)
    await refused({ ...oidc, publicUrl: undefined }, /BREVDUE_PUBLIC_URL must be set/)
    await refused({ ...oidc, publicUrl: 'http://post.example' }, /reached by https/)
    await refused({ ...oidc, publicUrl: 'http://localhost:8282', host: '0.0.0.0' }, /reached by https/)
    await refused({ ...oidc, publicUrl: 'https://post.example/mail' }, /without a path/)
  })

  test('in a service with a provider, nothing of the sandbox and of the built-in sign-in exists', async () => {
    await using service = await startHostileService()
    const names = service.at.routes
      .filter(({ access }) => access === 'public')
      .map(({ method, url }) => `${method} ${url}`)
    const open = names.filter((name) => /^(GET|POST) \/(api|auth)\/(?!\*)/.test(name) && !name.includes('/api/docs'))
    assert.deepEqual(open.sort(), [
      'GET /api/sign-in',
      'GET /auth/oidc',
      'GET /auth/oidc/callback',
      'GET /auth/oidc/front-channel-logout',
      'GET /auth/step-up',
      'POST /auth/oidc/back-channel-logout',
    ])
  })

  test('behind https the cookies have the __Host- names and are Secure', async () => {
    await using service = await startHostileService({ publicUrl: 'https://post.example' })
    const response = await fetch(`${service.at.url}/auth/oidc`, { redirect: 'manual' })
    assert.match(
      response.headers.getSetCookie().join(),
      /^__Host-brevdue-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    )
    const asked = new URL(response.headers.get('location') ?? '').searchParams
    assert.equal(asked.get('redirect_uri'), 'https://post.example/auth/oidc/callback')
  })
})

describe('ways that providers differ in', () => {
  test('a client that shows a key instead of a secret (private_key_jwt), as PEM or JWK', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const forms = [
      privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'ours', alg: 'RS256' }),
    ]
    for (const key of forms) {
      const port = await freePort()
      const publicUrl = `http://127.0.0.1:${port}`
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'ours', alg: 'RS256', use: 'sig' }
      const client = {
        client_id: 'brevdue-test',
        token_endpoint_auth_method: 'private_key_jwt' as const,
        jwks: { keys: [jwk] },
        redirect_uris: [`${publicUrl}/auth/oidc/callback`],
      }
      await using service = await startService(
        { port, publicUrl, oidcClientSecret: undefined, oidcClientKey: key, oidcClientKeyId: 'ours' },
        { port, configuration: { clients: [client] } },
      )
      const kari = await service.addCitizen()
      service.provider.answer = { account: kari.account, acr: substantial }
      assert.equal((await new Visitor(service.at).visit('/auth/oidc')).at, '/inbox')
    }
  })

  test('a secret goes where the provider wants it: in the header, or in the form', async () => {
    const secret = 'a secret that is long enough for HS256 as well'
    const both = ['client_secret_post', 'client_secret_basic']
    for (const [methods, said, form] of [
      [undefined, undefined, null],
      [both, undefined, null],
      [['client_secret_post'], undefined, secret],
      // a client can be registered for less than the provider can do, and a description can be wrong
      [both, 'client_secret_post', secret],
      [['client_secret_post'], 'client_secret_basic', null],
    ] as const) {
      const overrides = said === undefined ? {} : { oidcClientAuthentication: said }
      await using service = await startHostileService(overrides, { token_endpoint_auth_methods_supported: methods })
      assert.equal((await service.signIn(() => service.provider.idToken())).arrival.at, '/inbox')
      assert.equal(service.provider.redeemed[0]?.get('client_secret') ?? null, form)
    }
  })

  test('people known by a name of the provider’s own, which the operator links', async () => {
    await using service = await startHostileService({ oidcPerson: 'subject' })
    const signIn = () => service.signIn(() => service.provider.idToken({ pid: undefined, sub: 'f3a9' }))
    assert.equal((await signIn()).arrival.at, '/sign-in?failed=no-mailbox')
    const { issuer } = service.provider
    const link = { issuer, subject: 'f3a9', digipostAddress: service.kari.digipostAddress ?? '' }
    assert.equal((await linkSubject(service.at, link, new Date())).outcome, 'added')
    assert.equal((await linkSubject(service.at, link, new Date())).outcome, 'unchanged')
    const told = await service.at.db.selectFrom('activity').select(['act', 'level']).execute()
    assert.deepEqual(told, [{ act: 'SUBJECT_LINKED', level: null }], 'once, for the owner to see')
    const { arrival, visitor } = await signIn()
    assert.equal(arrival.at, '/inbox')
    const { person } = await json<Session>(await visitor.page.get('/api/session'), 200)
    assert.equal(person.name, 'Kari Nordmann')
  })

  test('a subject is never given to somebody else, and belongs to its issuer', async () => {
    await using service = await startHostileService({ oidcPerson: 'subject' })
    const { digipostAddress = '' } = service.kari
    await linkSubject(service.at, { issuer: 'https://other.example', subject: 'kari', digipostAddress }, new Date())
    const { arrival } = await service.signIn(() => service.provider.idToken())
    assert.equal(arrival.at, '/sign-in?failed=no-mailbox')
    const ola = await addPerson(service.at, 'Ola')
    const stolen = { issuer: 'https://other.example', subject: 'kari', digipostAddress: ola.digipostAddress ?? '' }
    await assert.rejects(linkSubject(service.at, stolen, new Date()), /never given to another/)
    const nobody = { issuer: 'https://other.example', subject: 'x', digipostAddress: 'nobody#0000' }
    await assert.rejects(linkSubject(service.at, nobody, new Date()), /is nobody's/)
  })

  test('a provider that can be asked for single claims is asked to sign the one about the person', async () => {
    await using service = await startHostileService({}, { claims_parameter_supported: true })
    const asked = await service.leave(new Visitor(service.at))
    assert.equal(asked.get('claims'), '{"id_token":{"pid":{"essential":true}}}')
    await using plain = await startHostileService()
    assert.equal((await plain.leave(new Visitor(plain.at))).get('claims'), null)
  })

  test('a sign-in without acr counts for what the operator says', async () => {
    await using service = await startHostileService({ oidcDefaultLevel: 'TWO_FACTOR' })
    const { visitor } = await service.signIn(() => service.provider.idToken({ acr: undefined }))
    assert.equal((await json<Session>(await visitor.page.get('/api/session'), 200)).level, 'TWO_FACTOR')
  })

  test('a step-up asks for what the operator says for the level', async () => {
    await using service = await startHostileService({
      oidcStepUpAcr: 'IDPORTEN_4=urn:strong',
      oidcSignInAcr: 'urn:any',
    })
    const asked = await service.leave(new Visitor(service.at))
    assert.equal(asked.get('acr_values'), 'urn:any')
  })
})

describe('doctor and the provider', () => {
  const findingsOf = async (overrides: Overrides) => {
    const directory = await mkdtemp(join(tmpdir(), 'brevdue-doctor-'))
    await using database = await testDatabase()
    const config = loadConfig({}, { dataDirectory: directory, databaseUrl: database.url, ...overrides })
    const findings = await doctor(config, () => new Date())
    await rm(directory, { recursive: true })
    return findings.filter(({ name }) => name.startsWith('sign-in'))
  }

  test('says what to register, and which acr the provider does not have', async () => {
    await using hostile = await startHostileProvider()
    hostile.metadata = { acr_values_supported: [substantial] }
    const [found, , levels] = await findingsOf(oidcOverrides(8282, hostile))
    assert.equal(found?.state, 'ok')
    assert.match(found?.finding ?? '', /http:\/\/127\.0\.0\.1:8282\/auth\/oidc\/callback \(redirect URI\)/)
    assert.equal(levels?.state, 'warning')
    assert.match(levels?.finding ?? '', new RegExp(`does not speak of ${high}`))
  })

  test('says how the parameters of a sign-in reach the provider, and when a stronger form is turned off', async () => {
    await using hostile = await startHostileProvider()
    const requestOf = async (overrides: Overrides) => {
      const findings = await findingsOf({ ...oidcOverrides(8282, hostile), ...overrides })
      return findings.find(({ name }) => name === 'sign-in request')
    }
    assert.match((await requestOf({}))?.finding ?? '', /^plain: the provider offers neither/)
    assert.equal((await requestOf({ oidcRequest: 'pushed' }))?.state, 'failed')
    hostile.metadata = { pushed_authorization_request_endpoint: `${hostile.issuer}/par` }
    assert.match((await requestOf({}))?.finding ?? '', /^pushed/)
    assert.equal((await requestOf({ oidcRequest: 'plain' }))?.state, 'warning')
  })

  test('says whether the provider takes us for its client, by asking for a code that it never gave', async () => {
    await using hostile = await startHostileProvider()
    const answers = [
      [400, 'invalid_grant', {}, 'ok'],
      [401, 'invalid_client', {}, 'failed'],
      [401, 'invalid_client', { 'www-authenticate': 'Basic realm="provider"' }, 'failed'],
      [400, 'unauthorized_client', {}, 'failed'],
      [400, 'something_else', {}, 'warning'],
      [502, 'none', {}, 'warning'],
    ] as const
    for (const [status, error, headers, state] of answers) {
      hostile.token = (response) =>
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }))
      const [, client] = await findingsOf(oidcOverrides(8282, hostile))
      assert.deepEqual([client?.name, client?.state], ['sign-in client', state], `${status} ${error}`)
    }
  })

  test('asks for the proxy that ends TLS, since sign-ins that are begun are counted by where they come from', () => {
    assert.match(checkProxies(loadConfig({}, oidc))?.finding ?? '', /sign-ins that are begun are not counted/)
    assert.equal(checkProxies(loadConfig({}, { ...oidc, trustedProxies: '127.0.0.1' }))?.state, 'ok')
  })

  test('says what to do when the provider is away, and when nothing is set up', async () => {
    const away = await startHostileProvider()
    await away[Symbol.asyncDispose]()
    const [found] = await findingsOf(oidcOverrides(8282, away))
    assert.deepEqual([found?.name, found?.state], ['sign-in provider', 'failed'])
    assert.match(found?.advice ?? '', /BREVDUE_OIDC_ISSUER/)
    await using below = await startHostileProvider('/realms/town')
    const [other] = await findingsOf(oidcOverrides(8282, { ...below, issuer: `${below.issuer}/` }))
    assert.match(other?.finding ?? '', /it calls itself http:\/\/localhost:\d+\/realms\/town\)/)
    assert.equal((await findingsOf({}))[0]?.state, 'warning')
    const openly = await findingsOf({ ...oidcOverrides(8282, away), publicUrl: 'http://post.example' })
    assert.match(openly[0]?.finding ?? '', /reached by https/)
  })
})
