import { styleText } from 'node:util'

export type Tally = { passed: number; failed: number; skipped: number }

type TestEvent =
  | { type: 'test:pass' | 'test:fail'; data: TestEnd }
  | { type: 'test:diagnostic'; data: { nesting: number; message: string } }
  | { type: 'test:stderr'; data: { message: string } }

type TestEnd = {
  name: string
  line?: number | undefined
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
  details: { type?: string | undefined; error?: unknown }
}

/** The lines of node's own summary, in its order. */
const summaryLines = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo'] as const
const summaryForm = new RegExp(`^(${summaryLines.join('|')}|duration_ms) ([\\d.]+)$`)

const colour = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { stream: process.stdout })

/** What one run of one file came to. */
class FileRun {
  readonly tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  readonly failures: string[] = []
  readonly skips: string[] = []
  readonly summary = new Map<string, number>()
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  note(event: TestEvent): void {
    if (event.type === 'test:pass') this.#ended(event.data, 'passed')
    else if (event.type === 'test:fail') this.#ended(event.data, 'failed')
    else if (event.type === 'test:diagnostic') this.#diagnose(event.data.message)
    else if (event.type === 'test:stderr') process.stderr.write(event.data.message)
  }

  /** The line that tells how it ended. */
  line(seconds: number): string {
    const { passed, failed, skipped } = this.tally
    const mark = failed > 0 ? colour('red', '✖') : colour('green', '✔')
    const rest = `${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`
    return `${mark} ${this.#path}  ${passed} passed${rest}  ${seconds.toFixed(1)} s`
  }

  #diagnose(message: string): void {
    const [, line, figure] = summaryForm.exec(message) ?? []
    if (line === undefined) console.log(colour('yellow', `  ${message} (${this.#path})`))
    else this.summary.set(line, Number(figure))
  }

  #ended(test: TestEnd, result: 'passed' | 'failed'): void {
    if (test.details.type === 'suite' && result === 'passed') return
    // A test whose parts failed adds nothing to them.
    if (result === 'failed' && failureType(test.details.error) === 'subtestsFailed') return
    const left = test.skip ?? test.todo
    if (left !== undefined) {
      this.tally.skipped += 1
      this.skips.push(
        `${this.#path} ${test.name}: ${typeof left === 'string' && left !== '' ? left : 'no reason given'}`,
      )
      return
    }
    this.tally[result] += 1
    if (result === 'passed') return
    this.failures.push(`✖ ${this.#path}:${test.line ?? ''} ${test.name}\n${explain(test.details.error)}`)
  }
}

/** One line per file as it ends; then every failure in full, every skip with its reason, and node's summary. */
export class Report {
  /** The last run of each file: it counts. */
  readonly #runs = new Map<string, FileRun>()
  /** What failed first in files that were run again. */
  readonly #firstFailures: string[] = []
  readonly #began = performance.now()

  /** Follows the run of one file to its end; a file that was followed before is at its second try. */
  async follow(path: string, events: AsyncIterable<unknown>): Promise<void> {
    const began = performance.now()
    const run = new FileRun(path)
    for await (const event of events as AsyncIterable<TestEvent>) run.note(event)
    this.#firstFailures.push(...(this.#runs.get(path)?.failures ?? []))
    this.#runs.set(path, run)
    console.log(run.line((performance.now() - began) / 1000))
  }

  /** The files whose last run has failed. */
  failed(): string[] {
    return [...this.#runs].filter(([, { tally }]) => tally.failed > 0).map(([path]) => path)
  }

  close(): Tally {
    const runs = [...this.#runs.values()]
    const failures = runs.flatMap((run) => run.failures)
    const skips = runs.flatMap((run) => run.skips)
    if (this.#firstFailures.length > 0) {
      console.log(colour('yellow', `\nFAILED AT THE FIRST TRY (${this.#firstFailures.length}), a fault to look for:`))
      for (const failure of this.#firstFailures) console.log(`\n${colour('yellow', failure)}`)
    }
    for (const failure of failures) console.log(`\n${colour('red', failure)}`)
    if (skips.length > 0) {
      console.log(colour('yellow', `\nSKIPPED, and so not proven by this run (${skips.length}):`))
      for (const skip of skips) console.log(colour('yellow', `  ${skip}`))
    }
    const sum = (figure: (run: FileRun) => number) => runs.reduce((total, run) => total + figure(run), 0)
    console.log('')
    for (const line of summaryLines) console.log(`ℹ ${line} ${sum((run) => run.summary.get(line) ?? 0)}`)
    console.log(`ℹ duration_ms ${(performance.now() - this.#began).toFixed(0)}`)
    return {
      passed: sum((run) => run.tally.passed),
      failed: sum((run) => run.tally.failed),
      skipped: sum((run) => run.tally.skipped),
    }
  }
}

const failureType = (error: unknown) =>
  error instanceof Error && 'failureType' in error ? error.failureType : undefined

/** The test's own error; node wraps it in one of its own. */
function explain(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error
  return inner instanceof Error ? (inner.stack ?? inner.message) : String(inner)
}
