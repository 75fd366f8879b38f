/** The command line cannot be understood or cannot work: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
  readonly problems: readonly string[]

  constructor(...problems: readonly string[]) {
    super(problems.length === 1 ? problems[0] : problems.map((problem) => `\n- ${problem}`).join(''))
    this.problems = problems
  }
}

/**
 * Waits for all of the readings of a command line.
 *
 * @throws UsageError with everything that is wrong, not only the first fault
 */
export async function allRead<T extends readonly unknown[]>(readings: { [I in keyof T]: Promise<T[I]> }): Promise<T> {
  const settled = await Promise.allSettled(readings)
  const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
  const faults = reasons.filter((reason) => reason instanceof UsageError)
  if (faults.length > 0) throw new UsageError(...faults.flatMap(({ problems }) => problems))
  return await (Promise.all(readings) as unknown as Promise<T>)
}
