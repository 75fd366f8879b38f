import { type Adoption, adoptContent } from '@brevdue/server'
import { Command } from 'commander'
import { paint, say, sayJson } from '../print.ts'
import { readConfig } from '../read-config.ts'

export function adoptContentCommand(): Command {
  return new Command('adopt-content')
    .summary('say that a database and a content store belong together')
    .description(
      'For an installation that refuses to start because its database and the folder blobs do not know each other. Shows how well they agree; with --confirm they belong together from now on. Deletes nothing. The server must not be running.',
    )
    .option('--confirm', 'do it; without this nothing is changed')
    .option('--json', 'print the counts as JSON')
    .action(async ({ confirm = false, json }: { confirm?: boolean; json?: boolean }) => {
      const adoption = await adoptContent(readConfig(), confirm)
      if (json === true) sayJson(adoption)
      else sayAdoption(adoption)
    })
}

function sayAdoption({ paired, adopted, rows, rowsStored, blobs, blobsKnown }: Adoption): void {
  say(`Of ${rows} documents in a sample of the database, ${rowsStored} have their content in the folder blobs.`)
  say(`Of ${blobs} blobs in a sample of the folder, the database knows ${blobsKnown}.`)
  if (paired) say(`${paint('green', '✓')} The two belong together; nothing has to be changed.`)
  else if (adopted)
    say(`${paint('green', '✓')} They belong together from now on. Look at \`brevdue doctor --content\` next.`)
  else say('Nothing was changed. If you are sure that they belong together: brevdue adopt-content --confirm')
}
