import type { Command } from 'commander'

/** Makes a command tell all missing options at once; by itself Commander stops at the first. */
export function tellAllMissing(command: Command): Command {
  const needed = command.options.filter(({ mandatory }) => mandatory)
  for (const option of needed) {
    option.mandatory = false
    option.description += ' (needed)'
  }
  return command.hook('preAction', () => {
    const given = command.opts<Record<string, unknown>>()
    const missing = needed.filter((option) => given[option.attributeName()] === undefined).map(({ flags }) => flags)
    if (missing.length > 0)
      command.error(`error: missing ${missing.join(', ')}`, { exitCode: 2, code: 'brevdue.missing' })
  })
}
