import { type Config, loadConfig } from '@brevdue/server'
import { complain, paint } from './print.ts'

/** What the environment sets, for a verb that has no log: what should be known about it goes to the error output. */
export function readConfig(): Config {
  const config = loadConfig(process.env)
  for (const warning of config.warnings) complain(`${paint('yellow', 'Note:')} ${warning}`)
  return config
}
