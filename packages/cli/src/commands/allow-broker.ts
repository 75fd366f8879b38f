import { allowBroker } from '@brevdue/server'
import { Command } from 'commander'
import { sayOutcome, withStores } from '../with-stores.ts'

export function allowBrokerCommand(): Command {
  return new Command('allow-broker')
    .summary('let a broker send for a sender')
    .description('Lets a broker sign requests for a sender. Both must be registered.')
    .requiredOption('--broker <number>', 'account that signs')
    .requiredOption('--sender <number>', 'account that the letters are from')
    .option('--json', 'print what was done as JSON')
    .action(async ({ broker, sender, json }: { broker: string; sender: string; json?: boolean }) => {
      sayOutcome(await withStores(({ db }) => allowBroker(db, { broker, sender }, new Date())), json)
    })
}
