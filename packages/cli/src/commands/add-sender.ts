import { readFile } from 'node:fs/promises'
import { addSender, knownPermissions, permissions } from '@brevdue/server'
import { Command } from 'commander'
import { UsageError } from '../usage-error.ts'
import { sayOutcome, withStores } from '../with-stores.ts'

interface Options {
  id: string
  name: string
  organisationNumber: string
  partId?: string
  certificate?: string
  publicBody?: boolean
  permit?: string[]
  refuse?: string[]
  json?: boolean
}

export function addSenderCommand(): Command {
  return new Command('add-sender')
    .summary('register a sender or broker, or one more certificate of it')
    .description(
      'Registers an account that may send letters. For one that is registered already it changes the name and the permissions that are named, and adds the certificate.',
    )
    .requiredOption('--id <number>', 'the account number, which goes into X-Digipost-UserId and sender-id')
    .requiredOption('--name <name>', 'what recipients see as the sender')
    .requiredOption('--organisation-number <number>', 'nine digits')
    .option(
      '--certificate <path>',
      'PEM certificate that signatures are checked with; leave out if only a broker signs',
    )
    .option('--part-id <id>', 'the part of the organisation, when it has several accounts')
    .option('--public-body', 'the sender is a public body')
    .option('--permit <permission...>', 'allow more than the usual')
    .option('--refuse <permission...>', 'allow less than the usual')
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      `\nPermissions:\n${knownPermissions.map((name) => `  ${name.padEnd(22)}${permissions[name]}`).join('\n')}`,
    )
    .action(async (options: Options) => {
      const { certificate: path, json, ...input } = options
      const certificate = path === undefined ? undefined : await readPem(path)
      const outcome = await withStores(({ db }) => addSender(db, { ...input, certificate }, new Date()))
      sayOutcome(outcome, json)
    })
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--certificate names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
