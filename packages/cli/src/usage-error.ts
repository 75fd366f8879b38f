/** The command line cannot be understood or cannot work: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}
