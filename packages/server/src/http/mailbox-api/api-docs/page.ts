import { sandboxNotice } from '../../sandbox-notice.ts'
import { schemaRows, typeText } from './schema-rows.ts'

/** What the page reads of an OpenAPI document. */
interface Document {
  info: { title: string; description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { description?: string }> }
}
interface Operation {
  tags: string[]
  summary: string
  description: string
  operationId: string
  parameters: { name: string; in: string; required: boolean; description: string; schema: unknown }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
  security?: unknown[]
}
type Content = Record<string, { schema?: { $ref?: string } }>
type Named = Operation & { method: string; path: string }

/** The documentation as a page for people: headings, lists and tables, no script. */
export function docsPage(openApi: object, sandbox: boolean): string {
  const { info, paths, components } = openApi as Document
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): Named => ({ ...one, method: method.toUpperCase(), path })),
  )
  const tags = [...Map.groupBy(operations, ({ tags: [tag] }) => tag ?? '')]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)}</title><link rel="stylesheet" href="/api/docs/docs.css"></head>
<body>${sandboxNotice(sandbox, 'en')}
<header><a class="skip" href="#endpoints">To the endpoints</a>
<h1>${text(info.title)}</h1><p>${text(info.description)}</p>
<p><a href="/api/docs/openapi.json">The same as OpenAPI 3.1</a></p></header>
<nav aria-label="Endpoints">${tags.map(([tag, ones]) => contents(tag, ones)).join('\n')}</nav>
<main id="endpoints">
${tags.map(([tag, ones]) => `<h2>${text(tag)}</h2>\n${ones.map(endpoint).join('\n')}`).join('\n')}
<h2>Shapes</h2>
${Object.entries(components.schemas)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([name, schema]) => shape(name, schema))
  .join('\n')}
</main>
</body>
</html>
`
}

const contents = (tag: string, ones: readonly Named[]) =>
  `<h2>${text(tag)}</h2><ul>${ones
    .map(
      ({ operationId, method, path }) =>
        `<li><a href="#${operationId}"><span class="method">${method}</span> ${text(path)}</a></li>`,
    )
    .join('')}</ul>`

function endpoint(one: Named): string {
  const { operationId, method, path, summary, description, parameters, requestBody, responses, security } = one
  return `<section aria-labelledby="${operationId}">
<h3 id="${operationId}"><span class="method">${method}</span> <code>${text(path)}</code></h3>
<p>${text(summary)}. ${text(description)}${security === undefined ? '' : ' Needs no session.'}</p>
${parameters.length === 0 ? '' : parameterTable(`${method} ${path}`, parameters)}
${requestBody === undefined ? '' : `<h4>Body</h4><p>${media(requestBody.content)}</p>`}
<h4>Answers</h4>
${table(
  `Answers of ${method} ${path}`,
  ['Status', 'Meaning', 'Content'],
  Object.entries(responses).map(([status, { description: told, content }]) => [
    status,
    told.split('\n\n').map(text).join('<br>'),
    content === undefined ? '' : media(content),
  ]),
)}
</section>`
}

const parameterTable = (name: string, parameters: Operation['parameters']) =>
  `<h4>Parameters</h4>${table(
    `Parameters of ${name}`,
    ['Name', 'Type', 'Meaning'],
    parameters.map((one) => [
      `<code>${text(one.name)}</code><br>${one.in}${one.required ? '' : ', optional'}`,
      text(typeText(one.schema)),
      text(one.description),
    ]),
  )}`

function media(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const name = schema?.$ref?.split('/').at(-1)
      return `<code>${text(type).replace('/', '/<wbr>')}</code>${name === undefined ? '' : ` <a href="#shape-${name}">${name}</a>`}`
    })
    .join('<br>')
}

function shape(name: string, schema: { description?: string }): string {
  const rows = schemaRows(schema).map((row) => [
    `<code>${text(row.name)}</code>`,
    text(row.type),
    row.required ? 'yes' : 'no',
  ])
  const description = schema.description?.split('\n').filter((line) => line !== '') ?? []
  return `<section aria-labelledby="shape-${name}"><h3 id="shape-${name}">${name}</h3>
${description.map((line) => `<p>${text(line.replace(/^- /, ''))}</p>`).join('')}
${rows.length === 0 ? '<p>An empty object.</p>' : table(`Properties of ${name}`, ['Property', 'Type', 'Always there'], rows)}</section>`
}

/** The cells of the rows are HTML already. A wide table scrolls by itself, with the keyboard too. */
function table(label: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `<tr>${cells.map((cell, n) => (n === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join('')}</tr>`
  const columns = head.map((one) => `<th scope="col">${one}</th>`).join('')
  return `<div class="wide" role="region" tabindex="0" aria-label="${text(label)}"><table><thead><tr>${columns}</tr></thead><tbody>${rows.map(row).join('')}</tbody></table></div>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for HTML; what stands between backticks is code. */
function text(plain: string): string {
  return plain.replaceAll(/[&<>"]/g, (mark) => entities[mark] ?? mark).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}
