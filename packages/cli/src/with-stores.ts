import { type OpenStores, type Outcome, openStores } from '@brevdue/server'
import { complain, paint, say, sayJson } from './print.ts'
import { readConfig } from './read-config.ts'

/** Runs an operator's verb on the database of the data directory, beside a running server or without one. */
export async function withStores<T>(work: (stores: OpenStores) => Promise<T>): Promise<T> {
  const config = readConfig()
  await using stores = await openStores(config, complain)
  return await work(stores)
}

/** Says what a verb did. */
export function sayOutcome(outcome: Outcome, json: boolean | undefined): void {
  if (json === true) return sayJson(outcome)
  for (const warning of outcome.warnings) complain(`${paint('yellow', 'Note:')} ${warning}.`)
  if (outcome.outcome === 'unchanged') say(outcome.facts[0] ?? 'Registered already, just like this.')
  else for (const fact of outcome.facts) say(`${paint('green', '✓')} ${fact}`)
  if (outcome.outcome === 'unchanged' && outcome.facts.length > 0) say('It was so before; nothing has changed.')
}
