import { capture } from '../step.ts'
import type { GeneratedDocument } from './generated-document.ts'

const program = 'packages/cli/bin/brevdue.ts'

/** What the program itself prints, at the width of a page whatever the terminal. */
async function help(args: readonly string[]): Promise<string> {
  const { ok, output } = await capture('env', [
    'NO_COLOR=1',
    'COLUMNS=100',
    process.execPath,
    program,
    ...args,
    '--help',
  ])
  if (!ok) throw new Error(`brevdue ${args.join(' ')} --help failed: ${output}`)
  return output.trim()
}

/** Names in the "Commands:" list of a help text, `help` itself left out. */
function commandsOf(text: string): string[] {
  const list = text.split(/^Commands:\n/m)[1]?.split(/\n\n/)[0] ?? ''
  return [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].flatMap(([, name]) =>
    name === undefined || name === 'help' ? [] : [name],
  )
}

const block = (text: string) => `\`\`\`\n${text.replaceAll('\t', '  ')}\n\`\`\``

/** docs/reference/cli.md, from what \`--help\` prints. */
export const cliDocument: GeneratedDocument = {
  path: 'docs/reference/cli.md',
  write: async () => {
    const top = await help([])
    const chapters: string[] = []
    for (const name of commandsOf(top)) {
      const text = await help([name])
      chapters.push(`## brevdue ${name}\n\n${block(text)}`)
      for (const inner of commandsOf(text)) {
        chapters.push(`### brevdue ${name} ${inner}\n\n${block(await help([name, inner]))}`)
      }
    }
    if (chapters.length === 0) throw new Error('brevdue --help lists no commands')
    return `# The command line\n\nAs \`npx brevdue … --help\` prints it.\n\n${block(top)}\n\n${chapters.join('\n\n')}\n`
  },
}
