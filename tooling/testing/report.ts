import { relative } from 'node:path'
import type { run } from 'node:test'
import { styleText } from 'node:util'
import { root } from '../step.ts'

type Events = ReturnType<typeof run>
type Failure = { place: string; error: string }
type FileCount = { passed: number; failed: number; skipped: number }

export type Tally = { passed: number; failed: number; skipped: number }

const colour = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { stream: process.stdout })

/** One line per file as it ends; then every failure in full, every skip with its reason, and node's own summary. */
export class Report {
  readonly #failures: Failure[] = []
  readonly #skips: string[] = []
  readonly #files = new Map<string, FileCount>()
  readonly #summary: string[] = []

  async follow(events: Events): Promise<Tally> {
    for await (const event of events as AsyncIterable<TestEvent>) {
      if (event.type === 'test:pass') this.#ended(event.data, 'passed')
      else if (event.type === 'test:fail') this.#ended(event.data, 'failed')
      else if (event.type === 'test:diagnostic' && event.data.nesting === 0) this.#diagnose(event.data)
      else if (event.type === 'test:stderr') process.stderr.write(event.data.message)
      else if (event.type === 'test:summary' && event.data.file !== undefined) this.#fileEnded(event.data)
    }
    this.#close()
    return this.#tally()
  }

  #diagnose({ message, file }: { message: string; file?: string | undefined }): void {
    if (/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(message))
      this.#summary.push(message)
    else if (/NOTICE/.test(message)) console.log(colour('yellow', `  ${message} (${place(file)})`))
  }

  #ended(test: TestEnd, result: 'passed' | 'failed'): void {
    if (test.details.type === 'suite' && result === 'passed') return
    const skipped = test.skip !== undefined || test.todo !== undefined
    const count = this.#count(test.file ?? '')
    count[skipped ? 'skipped' : result] += 1
    if (skipped) this.#skips.push(`${place(test.file)} ${test.name}: ${reason(test.skip ?? test.todo)}`)
    if (result === 'failed' && !skipped) {
      this.#failures.push({
        place: `${place(test.file)}:${test.line ?? ''} ${test.name}`,
        error: explain(test.details.error),
      })
    }
  }

  #count(file: string): FileCount {
    const count = this.#files.get(file) ?? { passed: 0, failed: 0, skipped: 0 }
    this.#files.set(file, count)
    return count
  }

  #fileEnded({ file, duration_ms: milliseconds }: { file?: string | undefined; duration_ms: number }): void {
    const { passed, failed, skipped } = this.#count(file ?? '')
    const mark = failed > 0 ? colour('red', '✖') : colour('green', '✔')
    const rest = `${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`
    console.log(`${mark} ${place(file)}  ${passed} passed${rest}  ${(milliseconds / 1000).toFixed(1)} s`)
  }

  #close(): void {
    for (const failure of this.#failures) console.log(`\n${colour('red', `✖ ${failure.place}`)}\n${failure.error}`)
    if (this.#skips.length > 0) {
      console.log(colour('yellow', `\nSKIPPED, and so not proven by this run (${this.#skips.length}):`))
      for (const skip of this.#skips) console.log(colour('yellow', `  ${skip}`))
    }
    console.log(`\n${this.#summary.map((line) => `ℹ ${line}`).join('\n')}`)
  }

  #tally(): Tally {
    const tally = { passed: 0, failed: 0, skipped: 0 }
    for (const count of this.#files.values()) {
      tally.passed += count.passed
      tally.failed += count.failed
      tally.skipped += count.skipped
    }
    return tally
  }
}

type TestEvent =
  | { type: 'test:pass' | 'test:fail'; data: TestEnd }
  | { type: 'test:diagnostic'; data: { nesting: number; message: string; file?: string } }
  | { type: 'test:stderr'; data: { message: string } }
  | { type: 'test:summary'; data: { file?: string; duration_ms: number } }

type TestEnd = {
  name: string
  file?: string | undefined
  line?: number | undefined
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
  details: { type?: string | undefined; error?: unknown }
}

const place = (file: string | undefined) => (file === undefined ? '' : relative(root, file))
const reason = (given: string | boolean | undefined) =>
  typeof given === 'string' && given !== '' ? given : 'no reason given'

/** The test's own error; node wraps it in one of its own. */
function explain(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error
  return inner instanceof Error ? (inner.stack ?? inner.message) : String(inner)
}
