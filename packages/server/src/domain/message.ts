import type { Message } from '@brevdue/protocol'
import type { Problem } from './problem.ts'

/**
 * What this version of the service does not do, refused with the protocol's own code where it has one. A part of a
 * message that nobody acts on must never be accepted.
 */
export function notBuiltProblems(message: Message): Problem[] {
  const problems: Problem[] = []
  const refuse = (present: unknown, code: Problem['code'], what: string) => {
    if (present !== undefined)
      problems.push({ code, message: `${what} in this version of the service. Nothing was stored.` })
  }
  refuse(message.batch, 'UNKNOWN_BATCH', 'batch: sending in batches is not built, so no batch can be open,')
  refuse(message.recipient.emailDetails, 'GENERAL_ERROR', 'recipient/email-details: delivery by e-mail is not built')
  refuse(
    message.recipient.peppolAddresses,
    'PEPPOL_ERROR',
    'recipient/peppol-addresses: delivery by Peppol is not built',
  )
  refuse(message.printIfUnread, 'NOT_APPROVED_FOR_PRINT', 'print-if-unread: printing is not built')
  refuse(message.requestForRegistration, 'GENERAL_ERROR', 'request-for-registration is not built')
  for (const [index, document] of documentsOf(message).entries()) {
    const where = documentName(index)
    const sms = document.smsNotification
    const extraSms = sms !== undefined && (sms.overrides ?? sms.at ?? sms.afterHours) !== undefined ? true : undefined
    refuse(document.encrypted, 'NOT_APPROVED_FOR_PREENCRYPT', `${where}/encrypted: pre-encrypted content is not built`)
    refuse(
      document.preEncrypt === true || undefined,
      'NOT_APPROVED_FOR_PREENCRYPT',
      `${where}/pre-encrypt: pre-encrypted content is not built`,
    )
    refuse(extraSms, 'GENERAL_ERROR', `${where}/sms-notification: SMS is not built`)
    refuse(document.emailNotification, 'GENERAL_ERROR', `${where}/email-notification: e-mail is not built`)
    refuse(
      document.dataType?.name === 'share-documents-request' || undefined,
      'GENERAL_ERROR',
      `${where}/data-type/share-documents-request: sharing documents is not built, so the recipient could not answer,`,
    )
  }
  return problems
}

/** In characters: the schema sets no limit, protocol 5.1 recommends this one, and an index has to hold it. */
const longestMessageId = 255

/** A message-id that cannot be kept as the key by which a second attempt is known. */
export function messageIdProblems({ messageId }: Message): Problem[] {
  const length = messageId === undefined ? 0 : [...messageId].length
  if (length <= longestMessageId) return []
  const message = `message-id has ${length} characters; the sender must use at most ${longestMessageId}.`
  return [{ code: 'VALIDATION_FAILED', message }]
}

/** The primary document first. */
export function documentsOf(message: Message): Message['primaryDocument'][] {
  return [message.primaryDocument, ...(message.attachment ?? [])]
}

/** How a message to the sender speaks of a document. */
export function documentName(index: number): string {
  return index === 0 ? 'primary-document' : `attachment[${index}]`
}

/** A document and the part that holds its content. */
export interface Paired<P> {
  document: Message['primaryDocument']
  part: P
}

/**
 * Finds each document's part by its uuid, in whatever order and case they came (protocol 4.3).
 *
 * @param parts by lower-case file name, without repeats
 */
export function pairDocuments<P>(
  message: Message,
  parts: ReadonlyMap<string, P>,
): { pairs: Paired<P>[]; problems: Problem[] } {
  const documents = documentsOf(message)
  const pairs: Paired<P>[] = []
  const problems: Problem[] = []
  const named = new Set<string>()
  for (const [index, document] of documents.entries()) {
    const uuid = document.uuid
    const part = uuid === undefined ? undefined : parts.get(uuid)
    if (uuid === undefined) {
      problems.push(mismatch(`${documentName(index)} has no uuid; it must have one, and a part with that file name`))
    } else if (named.has(uuid)) {
      problems.push({
        code: 'DUPLICATE_DOCUMENT_ID',
        message: `${documentName(index)}: the uuid ${uuid} is there twice in this message. Give each document its own.`,
      })
    } else if (part === undefined) {
      problems.push(mismatch(`${documentName(index)} has the uuid ${uuid}, but no part of the body has that file name`))
    } else {
      pairs.push({ document, part })
    }
    if (uuid !== undefined) named.add(uuid)
  }
  for (const name of parts.keys()) {
    if (!named.has(name))
      problems.push(mismatch(`the part with file name ${name} belongs to no document of the message`))
  }
  return { pairs, problems }
}

const mismatch = (what: string): Problem => ({
  code: 'DOCUMENTS_AND_FILES_MISMATCH',
  message: `Documents and parts do not match one to one: ${what}.`,
})
