import type { ApiRoute } from '../../packages/server/src/http/mailbox-api/api-docs/open-api.ts'
import {
  nameOfRoute,
  openApiDocument,
  problemsOf,
  routeWords,
} from '../../packages/server/src/http/mailbox-api/api-docs/open-api.ts'
import { problemWords } from '../../packages/server/src/http/mailbox-api/api-docs/problem-words.ts'
import { nameOf } from '../../packages/server/src/http/mailbox-api/api-docs/schema-names.ts'
import { schemaRows } from '../../packages/server/src/http/mailbox-api/api-docs/schema-rows.ts'
import { problems } from '../../packages/server/src/http/mailbox-api/problem.ts'
import type { GeneratedDocument } from './generated-document.ts'
import { mailboxRoutes } from './mailbox-routes.ts'

const link = (name: string | undefined) => (name === undefined ? '–' : `[${name}](#${name.toLowerCase()}-shape)`)

function endpoint(route: ApiRoute): string {
  const { schema = {} } = route
  const answers = Object.values((schema.response ?? {}) as object).map((one) => link(nameOf(one)))
  const words = routeWords[nameOfRoute(route)]
  const codes = problemsOf(route).filter((code) => code !== 'SERVER_ERROR')
  return `### \`${nameOfRoute(route)}\`

${`${words?.summary ?? ''}. ${words?.description ?? ''}`.trim()}

Body: ${link(schema.body === undefined ? undefined : nameOf(schema.body))} · Answer: ${answers.join(', ') || 'no JSON'} · Problems: ${codes.join(', ') || 'none of its own'}
`
}

const shape = ([name, schema]: [string, unknown]): string => {
  const rows = schemaRows(schema).map((row) => `| \`${row.name}\` | ${row.type} | ${row.required ? 'yes' : 'no'} |`)
  return rows.length === 0
    ? `### ${name} (shape)\n\nAn empty object.\n`
    : `### ${name} (shape)\n\n| Property | Type | Always there |\n|---|---|---|\n${rows.join('\n')}\n`
}

/** docs/reference/mailbox-api.md: what /api/docs shows, of all modes at once. */
export const mailboxApiDocument: GeneratedDocument = {
  path: 'docs/reference/mailbox-api.md',
  write: async () => {
    const routes = await mailboxRoutes()
    const { info, components } = openApiDocument(routes, { cookie: '__Host-brevdue-session' }) as {
      info: { description: string }
      components: { schemas: Record<string, unknown> }
    }
    const tags = Map.groupBy(routes, (route) => routeWords[nameOfRoute(route)]?.tag ?? 'Undescribed')
    return `# Mailbox API

${info.description}

A running server shows the same at \`/api/docs\`, and as OpenAPI 3.1 at \`/api/docs/openapi.json\`, of the sign-in it has.

${[...tags].map(([tag, ones]) => `## ${tag}\n\n${ones.map(endpoint).join('\n')}`).join('\n')}
## Problems

| Code | HTTP | Meaning |
|---|---|---|
${Object.entries(problems)
  .map(([code, { status }]) => `| \`${code}\` | ${status} | ${problemWords[code as keyof typeof problemWords]} |`)
  .join('\n')}

## Shapes

${Object.entries(components.schemas)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(shape)
  .join('\n')}`
  },
}
