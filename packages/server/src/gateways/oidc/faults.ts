import { ProviderUnreachable } from './bounded-fetch.ts'

/**
 * Which check an answer did not pass, and of which claim. The libraries' faults carry the claims along: kept is only the
 * kind of the fault, in words that the libraries have written and that quote nothing of the answer.
 */
export function faultIn(error: unknown): string {
  const words = new Set<string>()
  let fault = error as { code?: unknown; claim?: unknown; cause?: unknown; message?: unknown; name?: unknown }
  for (let depth = 0; depth < 4 && typeof fault === 'object' && fault !== null; depth++) {
    for (const word of [fault.code, fault.claim]) if (typeof word === 'string') words.add(word)
    if (fault.name === 'OperationProcessingError' && fault.code === 'OAUTH_INVALID_RESPONSE') {
      words.add(String(fault.message))
    }
    fault = fault.cause as typeof fault
  }
  return words.size > 0 ? [...words].join(', ') : (error as Error).name
}

/** The libraries wrap what goes wrong on the way to the provider. */
export function unreachableIn(error: unknown, depth = 0): ProviderUnreachable | undefined {
  if (error instanceof ProviderUnreachable) return error
  if (depth > 4 || !(error instanceof Error)) return undefined
  return unreachableIn(error.cause, depth + 1)
}
