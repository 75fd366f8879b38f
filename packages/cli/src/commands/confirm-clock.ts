import { confirmClock } from '@brevdue/server'
import { Command } from 'commander'
import { sayOutcome, withStores } from '../with-stores.ts'

export function confirmClockCommand(): Command {
  return new Command('confirm-clock')
    .summary('say that the clock is right after it jumped or after a long rest')
    .description(
      'Bins, deadlines and sweeps delete nothing by a clock that is far from when the server last ran. This says that the clock is right: give the day that it is by another source than this machine.',
    )
    .argument('<date>', "today's date, as YYYY-MM-DD")
    .option('--json', 'print what was done as JSON')
    .action(async (date: string, { json }: { json?: boolean }) => {
      sayOutcome(await withStores(({ db }) => confirmClock(db, date, new Date())), json)
    })
}
