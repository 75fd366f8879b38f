import { inviteOwner, loadConfig } from '@brevdue/server'
import { Command, Option } from 'commander'
import { sayOutcome, withStores } from '../with-stores.ts'

interface InviteOptions {
  personalIdentificationNumber?: string
  organisationNumber?: string
  digipostAddress?: string
  eMail?: string
  language: 'nb' | 'nn' | 'en'
  validDays: string
  reset: boolean
  json?: boolean
}

export function inviteCommand(): Command {
  return new Command('invite')
    .summary('let somebody set up how to sign in')
    .description(
      'Makes a one-time code with which the owner of a mailbox sets up passkeys and a password (the built-in sign-in). Prints it, or sends it by e-mail. An earlier code ends.',
    )
    .option('--personal-identification-number <number>', 'who is invited, by national identity number')
    .option('--organisation-number <number>', 'who is invited, by organisation number')
    .option('--digipost-address <address>', 'who is invited, by digipost address')
    .option('--e-mail <address>', 'send the code there and do not show it')
    .addOption(new Option('--language <language>', 'of the e-mail').choices(['nb', 'nn', 'en']).default('nb'))
    .option('--valid-days <days>', 'how long the code works', '14')
    .option('--reset', 'for somebody who has lost everything: sign out everywhere, and replace what was set up', false)
    .option('--json', 'print what was done as JSON')
    .action(async ({ eMail: emailAddress, validDays, json, ...who }: InviteOptions) => {
      const config = loadConfig(process.env)
      const input = { ...who, emailAddress, validDays: Number(validDays) }
      sayOutcome(await withStores((stores) => inviteOwner({ ...stores, config }, input, new Date())), json)
    })
}
