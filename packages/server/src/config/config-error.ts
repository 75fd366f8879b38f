import { StartError } from './start-error.ts'

/** Options that cannot be used, all of them together. */
export class ConfigError extends StartError {
  override name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.length === 1 ? problems[0] : problems.map((problem) => `- ${problem}`).join('\n'))
    this.problems = problems
  }
}
