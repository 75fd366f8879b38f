import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isPkcs12 } from '@brevdue/client'
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
      'certificate that signatures are checked with, PEM or DER; leave out if only a broker signs',
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
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--certificate names ${path}, which cannot be read (${error.code})`)
  })
  if (isPkcs12(bytes)) {
    throw new UsageError(
      `--certificate ${path} is a PKCS #12 file, which holds a private key that the server must never see; take the certificate out of it with: openssl pkcs12 -in ${path} -clcerts -nokeys -out certificate.pem`,
    )
  }
  if (bytes[0] !== 0x30) return bytes.toString('utf8')
  try {
    return new X509Certificate(bytes).toString()
  } catch {
    return bytes.toString('latin1') // add-sender says what it must be
  }
}
