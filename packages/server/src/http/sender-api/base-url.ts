import type { IncomingMessage } from 'node:http'
import type { Config } from '../../config/config.ts'
import { httpFault } from './http-fault.ts'

const host = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

/**
 * Where the caller reaches this service, without a trailing slash: as configured, else as the request's Host says.
 * Links are built from it, so a Host that could smuggle in something else is refused.
 */
export function baseUrl(config: Config, request: IncomingMessage): string {
  const known = knownBaseUrl(config, request)
  if (known !== undefined) return known
  throw httpFault(
    'badRequest',
    'The header Host must name this service, as in api.example.org or api.example.org:8282.',
  )
}

/** The same for answers that can do without links; undefined where the Host does not say. */
export function knownBaseUrl(config: Config, request: IncomingMessage): string | undefined {
  if (config.publicUrl !== undefined) return config.publicUrl
  const name = request.headers.host
  return name === undefined || !host.test(name) ? undefined : `http://${name}`
}
