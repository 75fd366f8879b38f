import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { parse } from 'parse5'
import type { Overrides } from '../../src/config/load.ts'
import { nameOfRoute, problemsOf, routeWords } from '../../src/http/mailbox-api/api-docs/open-api.ts'
import { problemWords } from '../../src/http/mailbox-api/api-docs/problem-words.ts'
import { problems } from '../../src/http/mailbox-api/problem.ts'
import { json, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

interface Operation {
  summary: string
  tags: string[]
  parameters: { name: string; in: string; description: string; required: boolean; schema: unknown }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: unknown }> }>
  security?: unknown[]
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
const modes: Record<string, Overrides> = {
  sandbox: {},
  'OpenID Connect': {
    mode: 'service',
    signIn: 'oidc',
    publicUrl: 'https://brevdue.example',
    oidcIssuer: 'https://127.0.0.1:9',
    oidcClientId: 'brevdue',
    oidcClientKey: String(key),
    oidcLevels: 'high=IDPORTEN_4',
  },
  'built-in sign-in': {
    mode: 'service',
    signIn: 'built-in',
    publicUrl: 'https://brevdue.example',
    smtpUrl: 'smtp://127.0.0.1:9',
    mailFrom: 'post@brevdue.example',
  },
}

type Route = TestMailbox['routes'][number]

const known = new Set<string>()

async function documentOf(at: TestMailbox): Promise<Document> {
  const response = await new TestBrowser(at).get('/api/docs/openapi.json')
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  return json<Document>(response, 200)
}

/** What is documented is what checks the request and writes the answer. */
function assertSameSchemas(name: string, { schema }: Route, operation: Operation, { components }: Document): void {
  const resolve = (shown: unknown): unknown => {
    const { $ref } = (shown ?? {}) as { $ref?: string }
    return $ref === undefined ? shown : components.schemas[$ref.split('/').at(-1) ?? '']
  }
  assert.deepEqual(resolve(operation.requestBody?.content['application/json']?.schema), plain(schema?.body), name)
  for (const [status, answer] of Object.entries((schema?.response ?? {}) as object)) {
    const shown = operation.responses[status]?.content?.['application/json']?.schema
    assert.deepEqual(resolve(shown), plain(answer), name)
  }
}

/** So too what each parameter must be like; and all of them are explained. */
function assertSameParameters(name: string, { schema = {} }: Route, operation: Operation): void {
  for (const [place, of] of Object.entries({ path: schema.params, query: schema.querystring })) {
    const told = operation.parameters.filter((one) => one.in === place)
    const { properties = {} } = (plain(of) ?? {}) as { properties?: Record<string, unknown> }
    assert.deepEqual(Object.fromEntries(told.map((one) => [one.name, one.schema])), properties, name)
    for (const one of told) assert.ok(one.description !== '', `${name}: the parameter ${one.name} has no words`)
  }
}

function assertAnswers(name: string, route: Route, { responses, security }: Operation): void {
  assert.ok(
    Object.keys(responses).some((status) => Number(status) < 400),
    `${name} never answers well`,
  )
  assert.equal(security === undefined, route.config.access !== 'public', name)
  if (route.method === 'HEAD') return
  for (const code of problemsOf(route)) {
    assert.match(responses[problems[code].status]?.description ?? '', new RegExp(`\\b${code}\\b`), name)
  }
}

for (const [mode, overrides] of Object.entries(modes)) {
  describe(`the documentation, with ${mode}`, () => {
    test('names every route, with its own schemas, and every problem it can answer', async () => {
      await using at = await startMailbox({ overrides })
      const document = await documentOf(at)
      assert.equal(document.openapi, '3.1.0')
      const routes = at.routes.filter(
        (route) =>
          /^\/(api|auth|content)\//.test(route.url) &&
          !route.url.includes('*') &&
          (route.method !== 'HEAD' || routeWords[nameOfRoute(route)] !== undefined),
      )
      for (const route of routes) {
        const name = nameOfRoute(route)
        known.add(name)
        assert.ok(
          routeWords[name] !== undefined,
          `${name} has no words: add it to a table in http/mailbox-api/api-docs`,
        )
        const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
        const operation = document.paths[path]?.[route.method.toLowerCase()]
        assert.ok(operation !== undefined, `${name} is not in the document`)
        assert.ok(operation.summary !== '' && operation.tags[0] !== 'Undescribed', name)
        assertSameSchemas(name, route, operation, document)
        assertSameParameters(name, route, operation)
        assertAnswers(name, route, operation)
      }
      const told = Object.values(document.paths).flatMap((methods) => Object.keys(methods))
      assert.equal(routes.length, told.length, 'nothing is documented that is not there')
    })

    test('is a page without script or style of its own, with one heading for each endpoint', async () => {
      await using at = await startMailbox({ overrides })
      const browser = new TestBrowser(at)
      const response = await browser.get('/api/docs', { accept: 'text/html' })
      const html = await response.text()
      assert.equal(response.status, 200)
      const policy = response.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'none'; style-src 'self';.*frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /unsafe|script-src/)
      assert.doesNotMatch(html, /<script|<style|\sstyle=|\son[a-z]+=|javascript:|https?:\/\//i)
      const problemsFound: unknown[] = []
      parse(html, { onParseError: (error) => problemsFound.push(error) })
      assert.deepEqual(problemsFound, [])
      const { paths } = await documentOf(at)
      const count = Object.values(paths).flatMap((methods) => Object.keys(methods)).length
      assert.equal(html.match(/<h4>Answers<\/h4>/g)?.length, count)
      const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length, 'each id once')
      for (const [, target] of html.matchAll(/href="#([^"]+)"/g))
        assert.ok(ids.includes(target), `#${target} leads nowhere`)
      assert.match((await browser.get('/api/docs/docs.css')).headers.get('content-type') ?? '', /^text\/css/)
    })
  })
}

test('no words are about a route that is gone', () => {
  assert.deepEqual(
    Object.keys(routeWords).filter((name) => !known.has(name)),
    [],
  )
})

test('every problem code is described', () => {
  assert.deepEqual(Object.keys(problemWords).sort(), Object.keys(problems).sort())
  for (const [code, words] of Object.entries(problemWords)) assert.ok(words.length > 20, code)
})

/** As it looks after it has been sent. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))
