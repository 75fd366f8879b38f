import { MailError } from '@brevdue/protocol'
import type { ServerDeps } from '../deps.ts'

/**
 * Counts the requests that are being worked on. Over the limit a request is refused before anything is done for it:
 * quickly answering some with "later" keeps the promise to the others.
 */
export function concurrencyLimit(deps: ServerDeps): <T>(work: () => Promise<T>) => Promise<T> {
  const { maxConcurrentRequests } = deps.config.limits
  let running = 0
  return async (work) => {
    if (running >= maxConcurrentRequests) {
      throw new MailError(
        'API_UNAVAILABLE',
        'The service is working on as many requests as it can. Send again in a moment.',
      )
    }
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
    }
  }
}
