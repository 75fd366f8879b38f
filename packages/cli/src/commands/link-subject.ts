import { linkSubject, loadConfig } from '@brevdue/server'
import { Command } from 'commander'
import { sayOutcome, withStores } from '../with-stores.ts'

interface Options {
  subject: string
  digipostAddress: string
  issuer?: string
  json?: boolean
}

export function linkSubjectCommand(): Command {
  return new Command('link-subject')
    .summary('say who a sign-in provider’s name for a person is')
    .description(
      'Links what an OpenID Connect provider calls a person to a registered recipient, for providers that tell no national identity number (BREVDUE_OIDC_PERSON=subject).',
    )
    .requiredOption('--subject <subject>', 'what the provider calls the person (the claim sub)')
    .requiredOption('--digipost-address <address>', 'of the recipient, such as kari.nordmann#1A2B')
    .option('--issuer <url>', 'the provider; BREVDUE_OIDC_ISSUER when left out')
    .option('--json', 'print what was done as JSON')
    .action(async ({ subject, digipostAddress, json, ...options }: Options) => {
      const issuer = options.issuer ?? loadConfig(process.env).oidc?.issuer
      sayOutcome(
        await withStores((stores) => linkSubject(stores, { issuer, subject, digipostAddress }, new Date())),
        json,
      )
    })
}
