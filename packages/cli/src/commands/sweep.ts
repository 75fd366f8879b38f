import { sweepContent } from '@brevdue/server'
import { Command } from 'commander'
import { CountProgress } from '../count-progress.ts'
import { paint, say, sayJson } from '../print.ts'
import { readConfig } from '../read-config.ts'
import { withStores } from '../with-stores.ts'

interface Options {
  confirm?: boolean
  json?: boolean
}

export function sweepCommand(): Command {
  return new Command('sweep')
    .summary('show or put aside stored content that no letter needs')
    .description(
      'Compares the database and the content store and says what a sweep would do. With --confirm everything that no letter needs goes into the quarantine, also when it is so much that the server leaves it alone; the server removes it after BREVDUE_QUARANTINE_DAYS, and puts back what a letter turns out to need.',
    )
    .option('--confirm', 'do it; without this nothing is changed')
    .option('--json', 'print the counts as JSON')
    .action(async ({ confirm = false, json }: Options) => {
      const { quarantineDays } = readConfig()
      const progress = new CountProgress('blobs')
      const onProgress = (blobs: number): void => progress.at(blobs)
      const sweep = await withStores((stores) =>
        sweepContent(stores, { now: new Date(), quarantineDays, confirm, onProgress }),
      ).finally(() => progress.end())
      if (json === true) sayJson({ confirmed: confirm, ...sweep })
      else saySweep(sweep, confirm, quarantineDays)
    })
}

type Sweep = Awaited<ReturnType<typeof sweepContent>>

function saySweep(sweep: Sweep, confirmed: boolean, days: number): void {
  say(`${sweep.blobs} blobs, ${sweep.keptRows} of letters in the database`)
  say(`${mark(sweep.missing === 0)} ${sweep.missing} that letters need are missing`)
  say(`  ${sweep.unknown} have no row in the database, ${sweep.abandoned} belong to letters that were never accepted`)
  say(
    `  ${sweep.quarantined} in the quarantine; ${sweep.restored} of letters ${confirmed ? 'were' : 'would be'} put back`,
  )
  if (confirmed) {
    say(
      `${paint('green', '✓')} ${sweep.putAside} put into the quarantine; removed after ${days} days if no letter needs them`,
    )
    return
  }
  if (sweep.unknown + sweep.abandoned > 0)
    say('Nothing was changed. To put them into the quarantine: brevdue sweep --confirm')
  if (sweep.held) {
    say('The server leaves them alone, since they are many. First be sure that this is the right database.')
  }
}

const mark = (good: boolean): string => (good ? paint('green', '✓') : paint('red', '✗'))
