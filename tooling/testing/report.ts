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

/** One line per file as it ends; then every failure in full, every skip with its reason, and node's summary. */
export class Report {
  readonly #failures: string[] = []
  readonly #skips: string[] = []
  readonly #summary = new Map<string, number>()
  readonly #tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  readonly #began = performance.now()

  /** Follows the run of one file to its end. */
  async follow(path: string, events: AsyncIterable<unknown>): Promise<void> {
    const began = performance.now()
    const count: Tally = { passed: 0, failed: 0, skipped: 0 }
    for await (const event of events as AsyncIterable<TestEvent>) {
      if (event.type === 'test:pass') this.#ended(path, event.data, 'passed', count)
      else if (event.type === 'test:fail') this.#ended(path, event.data, 'failed', count)
      else if (event.type === 'test:diagnostic') this.#diagnose(path, event.data.message)
      else if (event.type === 'test:stderr') process.stderr.write(event.data.message)
    }
    for (const key of ['passed', 'failed', 'skipped'] as const) this.#tally[key] += count[key]
    const mark = count.failed > 0 ? colour('red', '✖') : colour('green', '✔')
    const rest = `${count.failed > 0 ? `, ${count.failed} failed` : ''}${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`
    console.log(`${mark} ${path}  ${count.passed} passed${rest}  ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }

  close(): Tally {
    for (const failure of this.#failures) console.log(`\n${failure}`)
    if (this.#skips.length > 0) {
      console.log(colour('yellow', `\nSKIPPED, and so not proven by this run (${this.#skips.length}):`))
      for (const skip of this.#skips) console.log(colour('yellow', `  ${skip}`))
    }
    console.log('')
    for (const line of summaryLines) console.log(`ℹ ${line} ${this.#summary.get(line) ?? 0}`)
    console.log(`ℹ duration_ms ${(performance.now() - this.#began).toFixed(0)}`)
    return this.#tally
  }

  #diagnose(path: string, message: string): void {
    const [, line, figure] = summaryForm.exec(message) ?? []
    if (line === undefined) console.log(colour('yellow', `  ${message} (${path})`))
    else this.#summary.set(line, (this.#summary.get(line) ?? 0) + Number(figure))
  }

  #ended(path: string, test: TestEnd, result: 'passed' | 'failed', count: Tally): void {
    if (test.details.type === 'suite' && result === 'passed') return
    // A test whose parts failed adds nothing to them.
    if (result === 'failed' && failureType(test.details.error) === 'subtestsFailed') return
    const left = test.skip ?? test.todo
    if (left !== undefined) {
      count.skipped += 1
      this.#skips.push(`${path} ${test.name}: ${typeof left === 'string' && left !== '' ? left : 'no reason given'}`)
      return
    }
    count[result] += 1
    if (result === 'passed') return
    this.#failures.push(`${colour('red', `✖ ${path}:${test.line ?? ''} ${test.name}`)}\n${explain(test.details.error)}`)
  }
}

const failureType = (error: unknown) =>
  error instanceof Error && 'failureType' in error ? error.failureType : undefined

/** The test's own error; node wraps it in one of its own. */
function explain(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error
  return inner instanceof Error ? (inner.stack ?? inner.message) : String(inner)
}
