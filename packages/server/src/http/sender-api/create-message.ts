import {
  type Document,
  formatDateTime,
  MailError,
  messageDelivery,
  message as messageElement,
  parseMultipartType,
  readDocument,
  relationUri,
  type Version,
  versionOfMediaType,
  xmlMediaType,
} from '@brevdue/protocol'
import { documentEcho } from '../../domain/document-echo.ts'
import { submitMessage } from '../../operations/submit-message.ts'
import { knownBaseUrl } from './base-url.ts'
import { RequestBody } from './body.ts'
import { type Call, checkVersions, type Endpoint, versionToAnswer, xmlAnswer } from './endpoint.ts'
import { httpFault } from './http-fault.ts'
import { type ReceivedParts, receiveParts } from './receive-parts.ts'

/** POST /messages: the message and its documents in one request (protocol 3.4, 4, 5). */
export const createMessage: Endpoint = async (call) => {
  const { deps, store, request, caller } = call
  versionToAnswer(request)
  const type = multipartTypeOf(call)
  const body = new RequestBody(call, deps.config.limits.maxBodyBytes)
  const received = await receiveParts(deps, body, type.boundary)
  const { version, value } = await readMessage(call, received, type.version)
  const answered = versionToAnswer(request, version)
  const submitted = await submitMessage(
    { ...deps, store },
    {
      broker: caller.account,
      version,
      message: value,
      parts: received.documents,
    },
  )
  const echo = documentEcho({ version, message: value }, submitted.message, answered, submitted.contentHashes)
  const linked = echo.map((document) => withLinks(call, submitted.senderId, document, answered))
  const [primaryDocument = value.primaryDocument, ...attachment] = linked
  return xmlAnswer(messageDelivery, answered, {
    ...(value.messageId === undefined ? {} : { messageId: value.messageId }),
    deliveryMethod: 'DIGIPOST',
    senderId: submitted.senderId,
    status: 'DELIVERED',
    deliveryTime: formatDateTime(submitted.deliveryTime),
    primaryDocument,
    ...(attachment.length === 0 ? {} : { attachment }),
  })
}

/** Clients follow `add_data` of a document with a data type; the official ones fail on a link that is missing. */
function withLinks({ deps, request }: Call, senderId: string, document: Document, version: Version): Document {
  const base = knownBaseUrl(deps.config, request)
  if (base === undefined || document.dataType === undefined || document.uuid === undefined) return document
  const uri = `${base}/${senderId}/documents/${document.uuid}/data`
  return { ...document, link: [{ rel: relationUri(base, 'add_data'), uri, mediaType: xmlMediaType(version) }] }
}

function multipartTypeOf(call: Call) {
  const contentType = call.request.headers['content-type'] ?? ''
  if (/^\s*multipart\//i.test(contentType)) return parseMultipartType(contentType)
  if (versionOfMediaType(contentType) === undefined) {
    throw httpFault('wrongMediaType', 'A message is sent as multipart/vnd.digipost-v8+xml with a boundary.')
  }
  // An XML body of its own begins the three-step flow. Unread, for the reason in not-built.ts.
  throw new MailError(
    'GENERAL_ERROR',
    'Sending in three steps (the message first, its documents later) is not built in this version of the service. Send everything in one request, as multipart/vnd.digipost-v8+xml. Nothing was stored.',
  )
}

/** Reads the XML part; when it cannot be read, what was staged is taken back. */
async function readMessage({ deps }: Call, received: ReceivedParts, declared: Parameters<typeof checkVersions>[0]) {
  try {
    if (received.xml === undefined) {
      throw new MailError('PROBLEM_WITH_REQUEST', 'The body has no part with the file name message. It holds the XML.')
    }
    const read = readDocument(messageElement, received.xml)
    checkVersions(declared, read.version)
    return read
  } catch (error) {
    await deps.content.discard([...received.documents.values()].map(({ content }) => content))
    throw error
  }
}
