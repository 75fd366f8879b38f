import { createMessage } from './create-message.ts'
import type { Endpoint } from './endpoint.ts'
import { entryPoint, senderEntryPoint } from './entry-point.ts'
import { identifyRecipient } from './identify-recipient.ts'
import { notBuilt } from './not-built.ts'
import { readSenderInformation } from './read-sender-information.ts'
import type { RateClass } from './sender-rates.ts'

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** In the router's syntax. A sender id is digits only, so that it never takes a word's place. */
  path: string
  endpoint: Endpoint
  /** Counted by a rate of its own beside that of all requests. */
  rateClass?: RateClass | undefined
}

const sender = '/:senderId(^\\d+$)'
const route = (method: Route['method'], path: string, endpoint: Endpoint, rateClass?: RateClass): Route => ({
  method,
  path,
  endpoint,
  rateClass,
})
const later = (method: Route['method'], path: string, what: string): Route => route(method, path, notBuilt(what))

/** Every endpoint of protocol 3.2. Those not built yet are known, so that a caller learns that and not "no such path". */
export const routes: readonly Route[] = [
  route('GET', '/', entryPoint),
  route('GET', sender, senderEntryPoint),
  route('POST', '/messages', createMessage),
  route('POST', '/identification', identifyRecipient, 'identification'),
  route('GET', '/sender-information', readSenderInformation),
  route('GET', '/sender-information/:id', readSenderInformation),

  later('GET', '/messages/*', 'The three-step flow'),
  later('POST', '/messages/*', 'The three-step flow'),
  later('POST', '/identification/encryption-key', 'Identification with an encryption key'),
  later('GET', '/recipients/search', 'The search for recipients'),
  later('GET', '/recipients/search/*', 'The search for recipients'),
  later('GET', '/recipients/suggest', 'Suggestions while searching'),
  later('GET', '/recipients/suggest/*', 'Suggestions while searching'),
  later('GET', '/recipients/:address', 'Looking up one recipient'),
  later('GET', '/documents/events', 'Reading document events'),
  later('GET', `/documents${sender}/*`, 'Reading a document’s status or content'),
  later('GET', '/print/encryption-certificate', 'Printing'),
  later('GET', '/print/encryption-key', 'Printing'),
  later('POST', '/batch', 'Sending in batches'),
  later('GET', '/batch/:uuid', 'Sending in batches'),
  later('POST', '/batch/*', 'Sending in batches'),
  later('DELETE', '/batch/:uuid', 'Sending in batches'),
  later('POST', '/tags/add', 'Tagging people'),
  later('POST', '/tags/remove', 'Tagging people'),
  later('GET', '/tags', 'Tagging people'),
  later('GET', `${sender}/inbox`, 'The sender’s own inbox'),
  later('GET', `${sender}/inbox/*`, 'The sender’s own inbox'),
  later('DELETE', `${sender}/inbox/*`, 'The sender’s own inbox'),
  later('POST', `${sender}/documents/*`, 'Adding data to a delivered document'),
  later('GET', `${sender}/archive`, 'The archive'),
  later('POST', `${sender}/archive`, 'The archive'),
  later('GET', `${sender}/archive/*`, 'The archive'),
  later('POST', `${sender}/archive/*`, 'The archive'),
  later('PUT', `${sender}/archive/*`, 'The archive'),
  later('DELETE', `${sender}/archive/*`, 'The archive'),
  later('POST', `${sender}/user-accounts`, 'Creating accounts for people'),
  later('GET', `${sender}/share-documents-requests/*`, 'Sharing documents'),
  later('POST', `${sender}/share-documents-requests/*`, 'Sharing documents'),
]

/** A path of the table as the router takes it: also with a slash at its end, which some clients and proxies add. */
export const spellingsOf = (path: string): string[] =>
  path === '/' || path.endsWith('*') ? [path] : [path, `${path}/`]

/** The methods that some route takes at this path; none when the path is unknown. */
export function methodsAt(path: string): string[] {
  const found = new Set(patterns.filter(({ form }) => form.test(path)).map(({ method }) => method))
  if (found.has('GET')) found.add('HEAD')
  return [...found].sort()
}

const patterns: { method: string; form: RegExp }[] = routes.flatMap(({ method, path }) =>
  spellingsOf(path).map((spelling) => ({ method, form: new RegExp(`^${regularExpressionOf(spelling)}$`) })),
)

/** What a wildcard means must be there: `/batch/` names no batch. */
function regularExpressionOf(path: string): string {
  return path
    .replace('(^\\d+$)', '')
    .replace(':senderId', '\\d+')
    .replace(/:[a-z]+/g, '[^/]+')
    .replace('*', '.*[^/].*')
}
