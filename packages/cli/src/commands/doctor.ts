import { doctor, type Finding, loadConfig } from '@brevdue/server'
import { Command } from 'commander'
import { CountProgress } from '../count-progress.ts'
import { paint, say, sayJson } from '../print.ts'

const marks = { ok: paint('green', '✓'), warning: paint('yellow', '!'), failed: paint('red', '✗') }

export function doctorCommand(): Command {
  return new Command('doctor')
    .summary('check everything the server needs')
    .description(
      'Checks what the server needs and says what to do. Changes nothing. Exit code 1 when something failed.',
    )
    .option('--content', 'compare every letter with the content store, and the reverse')
    .option('--json', 'print the findings as JSON')
    .action(async ({ content, json }: { content?: boolean; json?: boolean }) => {
      const progress = new CountProgress('blobs')
      const onProgress = (blobs: number): void => progress.at(blobs)
      const findings = await doctor(loadConfig(process.env), () => new Date(), { content, onProgress })
      progress.end()
      if (json === true) sayJson({ healthy: !findings.some(isFailed), findings })
      else for (const finding of findings) sayFinding(finding)
      if (findings.some(isFailed)) process.exitCode = 1
    })
}

function sayFinding({ name, state, finding, advice }: Finding): void {
  say(`${marks[state]} ${name.padEnd(22)} ${finding}`)
  if (advice !== undefined) say(`  ${' '.repeat(22)} → ${advice}`)
}

function isFailed({ state }: Finding): boolean {
  return state === 'failed'
}
