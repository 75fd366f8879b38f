import { STATUS_CODES } from 'node:http'
import type { ProblemCode } from '../contract.ts'
import { problems } from '../problem.ts'
import { schemas } from '../schemas.ts'
import { builtInWords } from './built-in-words.ts'
import { letterWords } from './letter-words.ts'
import { parameterWords } from './parameter-words.ts'
import { problemWords } from './problem-words.ts'
import { nameOf } from './schema-names.ts'
import { sessionWords } from './session-words.ts'
import type { RouteWords, Words } from './words.ts'

export const routeWords: RouteWords = { ...letterWords, ...sessionWords, ...builtInWords }

/** A route as it was registered. */
export interface ApiRoute {
  method: string
  url: string
  schema: { params?: unknown; querystring?: unknown; body?: unknown; response?: unknown } | undefined
  config: { access?: 'public'; sessions?: 'any'; provesItself?: true }
}

type Json = Record<string, unknown>
const problemType = 'application/problem+json'

/**
 * The OpenAPI document of these routes. Its schemas are those that check the requests and write the answers, the very
 * same objects; OpenAPI 3.1 takes JSON Schema as it is, so nothing is translated.
 */
export function openApiDocument(routes: readonly ApiRoute[], about: { cookie: string }): Json {
  const components: Json = { Problem: problemSchema() }
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operation(route, (schema) => refer(schema, components))
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Brevdue mailbox API',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'What the web mailbox and the server say to each other, for one person who is signed in. Times are ISO 8601 with offset; ids are opaque. Problems are RFC 9457, and `code` is what to act on. Every request that changes something carries X-Brevdue-Request: 1 and Content-Type: application/json, and comes from the same origin.',
    },
    security: [{ session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: about.cookie, description: 'Set when one signs in; HttpOnly.' },
      },
    },
  }
}

type Refer = (schema: unknown) => unknown

/** A schema that has a name in our code is written once, under that name. */
function refer(schema: unknown, components: Json): unknown {
  const name = nameOf(schema)
  if (name === undefined) return schema
  components[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}

function operation(route: ApiRoute, referTo: Refer): Json {
  const words = routeWords[nameOfRoute(route)]
  const { schema = {}, config } = route
  const body = { required: true, content: { 'application/json': { schema: referTo(schema.body) } } }
  return {
    tags: [words?.tag ?? 'Undescribed'],
    summary: words?.summary ?? '',
    description: words?.description ?? '',
    operationId: operationId(route),
    parameters: [
      ...parameters('path', schema.params),
      ...parameters('query', schema.querystring),
      ...(isOurs(route) ? [ourHeader] : []),
    ],
    ...(schema.body === undefined ? {} : { requestBody: body }),
    responses: together(answers(schema.response, words, referTo), problemAnswers(route)),
    ...(config.access === 'public' ? { security: [] } : {}),
  }
}

/** It changes something, and only pages of ours may ask for it. */
const isOurs = ({ method, config }: ApiRoute): boolean => method === 'POST' && config.provesItself !== true

export const nameOfRoute = ({ method, url }: Pick<ApiRoute, 'method' | 'url'>): string => `${method} ${url}`

/** `GET /api/letters/:letterId` is called `get-letters-letterId`. */
const operationId = ({ method, url }: ApiRoute): string =>
  [method.toLowerCase(), ...url.split(/[/:.]+/).filter((part) => part !== '' && part !== 'api')].join('-')

const ourHeader = {
  name: 'X-Brevdue-Request',
  in: 'header',
  required: true,
  description: 'Shows that the request comes from a page of the same origin.',
  schema: { type: 'string', const: '1' },
}

function parameters(place: 'path' | 'query', schema: unknown): Json[] {
  if (schema === undefined) return []
  const { properties, required } = schema as { properties: Record<string, unknown>; required?: readonly string[] }
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required?.includes(name) === true,
    description: parameterWords[name] ?? '',
    schema: one,
  }))
}

interface Answer {
  description: string
  content?: Json
}
type Answers = Record<string, Answer>

/** Where both have something to say of a status, the document says both. */
function together(own: Answers, ofProblems: Answers): Answers {
  const both = Object.entries(ofProblems).map(([status, problem]): [string, Answer] => {
    const { description, content } = own[status] ?? { description: '' }
    const told = [description, problem.description].filter((one) => one !== '').join('\n\n')
    return [status, { description: told, content: { ...content, ...problem.content } }]
  })
  return { ...own, ...Object.fromEntries(both) }
}

function answers(response: unknown, words: Words | undefined, referTo: Refer): Answers {
  const written: Answers = {}
  for (const [status, told] of Object.entries(words?.answers ?? {})) {
    if (typeof told === 'string') written[status] = { description: told }
    else {
      const content = Object.fromEntries(told.media.map((media) => [media, {}]))
      written[status] = { description: told.description, content }
    }
  }
  for (const [status, schema] of Object.entries((response ?? {}) as Record<string, unknown>)) {
    const told = words?.answers?.[Number(status)]
    const description = typeof told === 'string' ? told : (STATUS_CODES[status] ?? status)
    written[status] = { description, content: { 'application/json': { schema: referTo(schema) } } }
  }
  return written
}

/** The problems that a route can answer: those that follow from what it is, and those that its words add. */
export function problemsOf(route: ApiRoute): ProblemCode[] {
  const { schema = {}, config } = route
  const isPublic = config.access === 'public'
  const limited = !isPublic && config.sessions !== 'any'
  const follows: Partial<Record<ProblemCode, boolean>> = {
    SIGNED_OUT: !isPublic,
    FORBIDDEN: isOurs(route) || limited,
    NOT_FOUND: schema.params !== undefined,
    // Any body can be no JSON, whether or not a schema asks for one.
    INVALID_REQUEST: route.method === 'POST' || schema.querystring !== undefined,
    NOT_GENUINE: true,
    TOO_MANY_ATTEMPTS: true,
    UNAVAILABLE: true,
    SERVER_ERROR: true,
  }
  const told = new Set(routeWords[nameOfRoute(route)]?.problems)
  return (Object.keys(problems) as ProblemCode[]).filter((code) => follows[code] === true || told.has(code))
}

function problemAnswers(route: ApiRoute): Answers {
  if (route.method === 'HEAD') return {}
  const byStatus = Map.groupBy(problemsOf(route), (code) => String(problems[code].status))
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${code}: ${problemWords[code]}`).join('\n\n'),
        content: {
          [problemType]: {
            schema: {
              allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
            },
          },
        },
      },
    ]),
  )
}

function problemSchema(): Json {
  const codes = Object.keys(problems) as ProblemCode[]
  const meanings = codes.map((code) => `- ${code} (${problems[code].status}): ${problemWords[code]}`)
  return { ...schemas.problem, description: `RFC 9457.\n\n${meanings.join('\n')}` }
}
