import { type Option, options } from '../../packages/server/src/config/options.ts'
import type { GeneratedDocument } from './generated-document.ts'

function accepts(type: Option['type']): string {
  switch (type.kind) {
    case 'number':
      return `a whole number${type.unit === 'count' || type.unit === 'port' ? '' : ` of ${type.unit}`}, ${type.minimum} to ${type.maximum}`
    case 'choice':
      return type.choices.map((choice) => `\`${choice}\``).join(', ')
    case 'url':
      return 'an http:// or https:// address'
    case 'directory':
      return 'a directory'
    case 'secret':
      return 'secret; or a path in '
    case 'text':
      return 'text'
  }
}

function row(option: Option): string {
  const file = option.type.kind === 'secret' ? `\`${option.variable}_FILE\`` : ''
  const fallback = option.default === undefined ? '–' : `\`${option.default}\``
  return `| \`${option.variable}\` | ${accepts(option.type)}${file} | ${fallback} | ${option.doc} |`
}

/** docs/reference/configuration.md, from the server's table of options. */
export const configurationDocument: GeneratedDocument = {
  path: 'docs/reference/configuration.md',
  write: () =>
    Promise.resolve(`# Configuration

Everything is set by environment variables, and nothing has to be: without any, the server keeps its keys, letters and
its own PostgreSQL in \`./data\`. All problems are reported together, before anything starts. A variable that begins with
\`BREVDUE_\` and is not in the table has no effect: the log and \`brevdue doctor\` name it, with the one that was probably
meant.

| Variable | Accepts | Default | Meaning |
|---|---|---|---|
${Object.values<Option>(options).map(row).join('\n')}
`),
}
