/** What an operator asked for cannot be done; all that is wrong with it, together. */
export class OperatorError extends Error {
  override name = 'OperatorError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.length === 1 ? problems[0] : problems.map((problem) => `- ${problem}`).join('\n'))
    this.problems = problems
  }
}

/** What was asked for is wrong in itself, whatever is registered. */
export class InputError extends OperatorError {
  override name = 'InputError'
}

type Problems = readonly (string | undefined)[]

/** @throws InputError when there are problems */
export function refuseInput(problems: Problems): void {
  const found = problems.filter((problem) => problem !== undefined)
  if (found.length > 0) throw new InputError(found)
}

/** @throws OperatorError when there are problems */
export function refuseProblems(problems: Problems): void {
  const found = problems.filter((problem) => problem !== undefined)
  if (found.length > 0) throw new OperatorError(found)
}
