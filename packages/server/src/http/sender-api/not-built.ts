import { MailError } from '@brevdue/protocol'
import { type Endpoint, readNoBody } from './endpoint.ts'

/** An endpoint of the protocol that this version knows of and refuses. */
export function notBuilt(what: string): Endpoint {
  return async (call) => {
    await readNoBody(call)
    throw new MailError('GENERAL_ERROR', `${what} is not built in this version of the service. Nothing was done.`)
  }
}
