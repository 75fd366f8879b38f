import type { ServerResponse } from 'node:http'
import { MailError } from '@brevdue/protocol'
import type { ServerDeps } from '../deps.ts'

/**
 * Counts the requests that are being worked on. Over the limit a request is refused before anything is done for it:
 * quickly answering some with "later" keeps the promise to the others.
 */
export function concurrencyLimit(deps: ServerDeps): (response: ServerResponse) => void {
  const { maxConcurrentRequests } = deps.config.limits
  let running = 0
  return (response) => {
    if (running >= maxConcurrentRequests) {
      throw new MailError(
        'API_UNAVAILABLE',
        'The service is working on as many requests as it can. Send again in a moment.',
      )
    }
    running += 1
    response.once('close', () => {
      running -= 1
    })
  }
}
