import { userInfo } from 'node:os'
import {
  destroyQuarantined,
  exportQuarantined,
  type OpenStores,
  type Outcome,
  readQuarantine,
  releaseFromQuarantine,
  rescanQuarantined,
  scanReasons,
  traceDocument,
} from '@brevdue/server'
import { Command, Option } from 'commander'
import { formatBytes, say, sayJson } from '../print.ts'
import { sayOutcome, withStores } from '../with-stores.ts'

/** What every decision has in common. */
interface DecisionOptions {
  document: string
  because?: string
  by?: string
  json?: boolean
}

/** What the malware scanner did not pass: listed, looked at, released or destroyed by an operator. */
export function quarantineCommand(): Command {
  return new Command('quarantine')
    .summary('decide about documents that the malware scanner did not pass')
    .description(
      'Documents that the malware scanner did not pass. Each decision is kept with its grounds, and the recipient sees it.',
    )
    .addCommand(listCommand())
    .addCommand(traceCommand())
    .addCommand(exportCommand())
    .addCommand(rescanCommand())
    .addCommand(decisionCommand('release', 'let the recipient open it', releaseFromQuarantine))
    .addCommand(destroyCommand())
}

function listCommand(): Command {
  return new Command('list')
    .summary('what is in quarantine, oldest first')
    .addOption(new Option('--reason <reason>', 'only what was stopped for this reason').choices(scanReasons))
    .option('--json', 'print one JSON document a line')
    .action(async ({ reason, json }: { reason?: string; json?: boolean }) => {
      await withStores(async ({ db }) => {
        let count = 0
        for await (const document of readQuarantine(db, reason)) {
          count += 1
          if (json === true) say(JSON.stringify(document))
          else {
            const { id, signature, senderId, senderName, fileType, size, since } = document
            say(`${id}  ${since?.toISOString() ?? '–'}  ${document.reason}  ${signature ?? '–'}`)
            say(`  ${fileType}, ${formatBytes(size)}, from ${senderName} (${senderId})`)
          }
        }
        if (count === 0 && json !== true) say('Nothing is in quarantine.')
      })
    })
}

function traceCommand(): Command {
  return new Command('trace')
    .summary('what was done with one document, oldest first')
    .requiredOption('--document <id>', 'id of the document, as the list shows it')
    .option('--json', 'print it as JSON')
    .action(async ({ document, json }: { document: string; json?: boolean }) => {
      const acts = await withStores(({ db }) => traceDocument(db, document))
      if (json === true) return sayJson(acts)
      for (const { at, act, reason, signature, operator, note } of acts) {
        say(`${at.toISOString()}  ${act}  ${reason}${signature === null ? '' : ` (${signature})`}`)
        if (operator !== null) say(`  by ${operator}${note === null ? '' : `: ${note}`}`)
      }
    })
}

function exportCommand(): Command {
  return withDecision(new Command('export'))
    .summary('write the document to a file, to look at it')
    .requiredOption('--to <file>', 'a new file, which only you may read')
    .action(async ({ to, ...given }: DecisionOptions & { to: string }) => {
      const outcome = await withStores((stores) =>
        exportQuarantined(stores, { ...inputOf(given), file: to }, new Date()),
      )
      sayOutcome(outcome, given.json)
    })
}

function rescanCommand(): Command {
  return decisionCommand('rescan', 'have the scanner look again', rescanQuarantined)
}

function destroyCommand(): Command {
  return withDecision(new Command('destroy'))
    .summary('destroy it for good')
    .option('--confirm', 'really destroy it')
    .action(async ({ confirm, ...given }: DecisionOptions & { confirm?: boolean }) => {
      const input = { ...inputOf(given), confirmed: confirm === true }
      sayOutcome(await withStores(({ db }) => destroyQuarantined(db, input, new Date())), given.json)
    })
}

type Decide = (db: OpenStores['db'], input: ReturnType<typeof inputOf>, now: Date) => Promise<Outcome>

function decisionCommand(name: string, summary: string, decide: Decide): Command {
  return withDecision(new Command(name))
    .summary(summary)
    .action(async (given: DecisionOptions) => {
      sayOutcome(await withStores(({ db }) => decide(db, inputOf(given), new Date())), given.json)
    })
}

function withDecision(command: Command): Command {
  return command
    .requiredOption('--document <id>', 'id of the document, as the list shows it')
    .option('--because <text>', 'the grounds, kept with the decision')
    .option('--by <name>', 'who decides; by default your account on this machine')
    .option('--json', 'print what was done as JSON')
}

const inputOf = ({ document, because, by }: DecisionOptions) => ({
  documentId: document,
  because,
  operator: by ?? userInfo().username,
})
