/** The program cannot start or go on, for a reason the operator can act on: shown without a stack trace. */
export class StartError extends Error {
  override name = 'StartError'
}
