import { Command } from 'commander'
import { paint, say, sayJson } from '../print.ts'
import { describeRemark, judgeDocument } from '../send/html-letter.ts'

const verdicts = {
  unchanged: { exitCode: 0, mark: paint('green', '✓'), words: 'accepted, and shown as it is written' },
  changed: { exitCode: 3, mark: paint('yellow', '!'), words: 'accepted, but not shown as it is written' },
  refused: { exitCode: 1, mark: paint('red', '✗'), words: 'refused: INVALID_HTML_CONTENT' },
}

export function checkHtmlCommand(): Command {
  return new Command('check-html')
    .summary('check an HTML letter before it is sent')
    .description(
      'Judges an HTML letter as the service does, and lists with line and column what refuses it, or what is not shown as it is written. Sends nothing. Exit code 0: shown as written; 3: accepted with changes; 1: refused; 2: wrong usage.',
    )
    .argument('<letter>', 'the letter, such as letter.html')
    .option('--json', 'print the verdict as JSON')
    .action(async (path: string, { json }: { json?: boolean }) => {
      const judged = await judgeDocument(path)
      const faults = 'faults' in judged ? judged.faults : []
      const changes = 'faults' in judged ? [] : judged.changes
      const verdict = faults.length > 0 ? 'refused' : changes.length > 0 ? 'changed' : 'unchanged'
      const { exitCode, mark, words } = verdicts[verdict]
      process.exitCode = exitCode
      if (json === true) return sayJson({ verdict, faults, changes })
      say(`${mark} ${path}: ${words}`)
      for (const remark of [...faults, ...changes]) say(`  ${describeRemark(remark)}`)
    })
}
