import { MailError } from '@brevdue/protocol'
import type { Endpoint } from './endpoint.ts'

/**
 * An endpoint of the protocol that this version knows of and refuses. The body is not read first: its size or content
 * must not lead to another refusal, and a client that waits for 100 Continue uploads nothing.
 */
export function notBuilt(what: string): Endpoint {
  return async () => {
    throw new MailError('GENERAL_ERROR', `${what} is not built in this version of the service. Nothing was done.`)
  }
}
