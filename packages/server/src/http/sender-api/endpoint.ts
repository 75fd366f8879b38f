import type { IncomingMessage } from 'node:http'
import {
  type AnyElement,
  MailError,
  readDocument,
  type ValueOf,
  type Version,
  versionOfAccept,
  versionOfMediaType,
  writeDocument,
  xmlMediaType,
} from '@brevdue/protocol'
import type { SenderStore } from '../../store/sender-store.ts'
import { type Arrival, RequestBody } from './body.ts'
import { httpFault } from './http-fault.ts'
import type { Answer } from './sign-response.ts'

/** One request of an authenticated caller, as an endpoint sees it. */
export interface Call extends Arrival {
  store: SenderStore
  /** Named pieces of the path, decoded. */
  params: Readonly<Record<string, string>>
}

/** What an endpoint's file exports: it reads the call, asks an operation, and says what to answer. */
export type Endpoint = (call: Call) => Promise<Answer>

/**
 * The version to answer in (protocol 0.4, 12.44).
 * @param sent the version of the request's own body, when it had one: what a caller means who accepts anything
 * @throws MailError 406 when nothing is accepted that we can write
 */
export function versionToAnswer(request: IncomingMessage, sent: Version = 'v8'): Version {
  const { accept } = request.headers
  const version = versionOfAccept(accept)
  if (version === undefined) {
    throw httpFault('notAcceptable', `Accept names no type that this service writes. Accept ${xmlMediaType('v8')}.`)
  }
  return accept?.includes('vnd.digipost') === true ? version : sent
}

/** An answer of 200 with this element. */
export function xmlAnswer<E extends AnyElement>(element: E, version: Version, value: ValueOf<E>): Answer {
  return { status: 200, body: writeAnswer(element, version, value), contentType: xmlMediaType(version) }
}

/** An answer of ours that breaks the schema is our fault: the caller must not be told that its own XML does. */
function writeAnswer<E extends AnyElement>(element: E, version: Version, value: ValueOf<E>): Uint8Array {
  try {
    return writeDocument(element, version, value)
  } catch (cause) {
    throw new Error(`The answer <${element.element}> cannot be written in ${version}`, { cause })
  }
}

/** The body of an endpoint that takes none: whatever came is read and must be what was signed. */
export async function readNoBody(call: Call): Promise<void> {
  if (call.caller.contentSha256 === undefined) return
  await new RequestBody(call, call.deps.config.limits.maxMessageXmlBytes).bytes()
}

/**
 * Reads a body of one XML element, whose version is that of its namespace.
 * @throws MailError SCHEMA_VALIDATION_ERROR; PROBLEM_WITH_REQUEST when Content-Type and namespace disagree (12.48)
 */
export async function readXmlBody<E extends AnyElement>(
  call: Call,
  element: E,
): Promise<{ version: Version; value: ValueOf<E> }> {
  const { deps, request } = call
  const contentType = request.headers['content-type'] ?? ''
  const declared = versionOfMediaType(contentType)
  if (declared === undefined || !contentType.trim().toLowerCase().startsWith('application/')) {
    throw httpFault('wrongMediaType', `Content-Type must be ${xmlMediaType('v8')}, or that of v7 or v6.`)
  }
  const body = new RequestBody(call, deps.config.limits.maxMessageXmlBytes)
  const read = readDocument(element, await body.bytes())
  checkVersions(declared, read.version)
  return read
}

/** @throws MailError PROBLEM_WITH_REQUEST when the Content-Type names another version than the XML is of */
export function checkVersions(declared: Version | undefined, read: Version): void {
  if (declared === undefined || declared === read) return
  throw new MailError(
    'PROBLEM_WITH_REQUEST',
    `Content-Type says ${declared}, but the XML is in the namespace of ${read}. Make them the same.`,
  )
}
