/** `error-type` on the wire (protocol.md 10.1). `NONE` and `UNKNOWN` are never sent; a client may meet or use them. */
export type ErrorType = 'SERVER' | 'CLIENT_DATA' | 'CLIENT_TECHNICAL' | 'CONFIGURATION' | 'NONE' | 'UNKNOWN'

/**
 * Who has to act: `sender` corrects the letter, `integrator` corrects the program that sends it, `operator` changes an
 * account or its permissions, `service` is the server itself (its people look at the log).
 */
export type ErrorActor = 'sender' | 'integrator' | 'operator' | 'service'

export type ErrorRule = {
  readonly type: ErrorType
  /** HTTP status, or null for a code that only a client raises and that never travels. */
  readonly status: number | null
  readonly actor: ErrorActor
  /** Whether sending the same request again, unchanged, can succeed. */
  readonly retry: boolean
  /** One line in plain English. */
  readonly meaning: string
}

const rule = (
  type: ErrorType,
  status: number | null,
  actor: ErrorActor,
  meaning: string,
  retry = false,
): ErrorRule => ({ type, status, actor, retry, meaning })

const service = (status: number | null, meaning: string, retry = false) =>
  rule('SERVER', status, 'service', meaning, retry)
const account = (status: number, meaning: string) => rule('CONFIGURATION', status, 'operator', meaning)
const program = (status: number | null, meaning: string, retry = false) =>
  rule('CLIENT_TECHNICAL', status, 'integrator', meaning, retry)
const letter = (status: number | null, meaning: string) => rule('CLIENT_DATA', status, 'sender', meaning)

const table = {
  GENERAL_ERROR: service(500, 'Something failed or is not supported, and no other code fits; the message says what.'),
  API_UNAVAILABLE: service(503, 'The service cannot take requests just now; wait a little and send again.', true),
  SERVER_ERROR: service(500, 'A fault inside the service; the message carries a reference to its log.', true),
  SERVER_SIGNATURE_ERROR: service(null, 'The answer did not carry a date, content hash and signature that hold.'),
  CLIENT_ERROR: program(null, 'The client library was called in a way it does not allow; nothing was sent.'),

  NOT_APPROVED_FOR_REST_API_USAGE: account(403, 'The account exists but has not been opened for the API.'),
  NOT_APPROVED_FOR_PRINT: account(403, 'The message would have to be printed, and the sender may not print.'),
  NOT_APPROVED_FOR_IDPORTEN: account(403, 'The sender may not require ID-porten to open a document.'),
  NOT_APPROVED_FOR_DIRECT_PRINT: account(
    403,
    'Only print details were given, and the sender may not go straight to print.',
  ),
  NOT_APPROVED_FOR_PREENCRYPT: account(403, 'A document is marked as encrypted, and the sender may not pre-encrypt.'),
  NOT_APPROVED_FOR_TECHNICAL_ATTACHMENTS: account(
    403,
    'A document is a technical attachment, which the sender may not use.',
  ),
  MISSING_CERTIFICATE: account(403, 'No certificate is registered for the account, so no signature can be checked.'),
  REVOKED_CERTIFICATE: account(403, 'Every certificate of the account is revoked, expired or not yet valid.'),
  BROKER_NOT_AUTHORIZED: account(403, 'The caller has not been allowed to act for this sender.'),
  NOTIFICATION_ADDRESSES_NOT_ALLOWED: account(
    403,
    'The sender may not choose its own notification addresses or numbers.',
  ),
  ORGANISATION_LETTERS_PER_MONTH_EXCEEDED: account(403, "The organisation's letters for this month are used up."),
  DELIVERY_DATE_HISTORICAL: rule('CONFIGURATION', 400, 'sender', 'The delivery time has already passed.'),
  ACCOUNT_DEACTIVATED: account(403, 'The account of the caller or of the sender has been closed.'),

  CANNOT_PREENCRYPT: program(400, 'Pre-encryption was asked for where it cannot be done.'),
  FAILED_PREENCRYPTION: program(null, 'The client could not encrypt the content; nothing was sent.'),
  FAILED_TO_PARSE_ENCRYPTION_KEY: program(null, "The client could not read the recipient's encryption key."),
  PROBLEM_WITH_REQUEST: program(400, 'The request is not built as it should be; the message says where.'),
  INVALID_TRANSACTION: program(409, 'The message or batch is in a state that does not allow this step.'),
  DIGIPOST_MESSAGE_ALREADY_DELIVERED: program(409, 'The message id is known and its letter lies in a mailbox already.'),
  PRINT_MESSAGE_ALREADY_DELIVERED: program(409, 'The message id is known and its letter has gone to print already.'),
  CONNECTION_ERROR: program(null, 'The service could not be reached, or the connection broke.', true),
  INVALID_DATE: program(400, 'A date in the query cannot be read.'),
  INVALID_DATE_RANGE: program(400, 'The period asked for ends before it starts, or is not allowed.'),
  INVALID_QUERY_PARAMETER: program(400, 'A query parameter is missing, malformed or out of range.'),
  SCHEMA_VALIDATION_ERROR: program(400, 'The XML is malformed or breaks the schema of its version.'),
  ILLEGAL_ACCESS: program(403, 'The caller is known, but this resource or element is not open to it.'),
  INVALID_SIGNATURE: program(
    403,
    'The signature does not fit the request; the message shows the text that was checked.',
  ),
  MISSING_SIGNATURE: program(403, 'The request carries no X-Digipost-Signature.'),
  CONTENT_NOT_ENCRYPTED_WITH_CORRECT_KEY: program(
    400,
    'The content was encrypted for another key than the current one.',
  ),
  ENCRYPTION_KEY_NOT_FOUND: program(404, 'There is no encryption key for this recipient.'),
  CONTENT_NOT_ENCRYPTED: program(400, 'The document is marked as encrypted, but its content is not.'),
  MESSAGE_ALREADY_SENT: program(409, 'The message has been sent; content can no longer be added to it.'),
  CONTENT_ALREADY_UPLOADED: program(409, 'The document has its content already.'),
  MESSAGE_NOT_FOUND: program(404, 'There is no such message, or it belongs to another account.'),
  DOCUMENT_NOT_FOUND: program(404, 'There is no such document, or it belongs to another account.'),
  INVALID_USER_ID_HEADER: program(400, 'X-Digipost-UserId is absent, repeated or not a positive number.'),
  UNKNOWN_USER_ID: program(403, 'X-Digipost-UserId names no account.'),
  MISSING_DATE_HEADER: program(400, 'The request carries no Date.'),
  INVALID_DATE_HEADER: program(400, 'Date is not written as RFC 1123 asks, for example Wed, 29 Jun 2011 14:58:11 GMT.'),
  DATE_HEADER_OUTSIDE_ACCEPTED_INTERVAL: program(400, "Date is more than five minutes away from the server's clock."),
  MISSING_SHA256: program(400, 'The request has a body but no X-Content-SHA256.'),
  INVALID_SHA256: program(400, 'X-Content-SHA256 does not fit the bytes that arrived.'),
  MISSING_CONTENT_HASH: program(400, 'The request has a body but carries no hash of it.'),
  INVALID_MD5: program(400, 'Content-MD5 does not fit the bytes that arrived.'),
  MISSING_BODYPART_CONTENT_DISPOSITION: program(400, 'A part of the multipart body has no Content-Disposition.'),
  MISSING_BODYPART_FILENAME: program(400, 'A part of the multipart body has no filename in its Content-Disposition.'),
  DOCUMENTS_AND_FILES_MISMATCH: program(
    400,
    'The documents in the XML and the parts of the body do not pair one to one.',
  ),

  REQUEST_TOO_LARGE: letter(413, 'The request is larger than the service takes.'),
  CONTENT_OF_PRINT_MESSAGE_MUST_BE_PDF: letter(400, 'A document that is to be printed is not a PDF.'),
  DUPLICATE_MESSAGE: letter(400, 'The sender has used this message id before.'),
  DUPLICATE_DOCUMENT_ID: letter(400, 'The sender has used this document uuid before, or twice in one message.'),
  DUPLICATE_DOCUMENT_ID_FOR_BATCH: letter(400, 'The batch holds a document with this uuid already.'),
  FILE_TOO_LARGE: letter(400, 'One document is larger than the sender may send.'),
  ILLEGAL_HTML_CONTENT: letter(400, 'The sender may not send HTML, or the HTML holds something forbidden.'),
  BAD_CONTENT: letter(400, 'The content is not of the file type it claims, or it is damaged.'),
  ILLEGAL_CONTENT_TYPE: letter(400, 'The file type is not one the service takes from this sender.'),
  VALIDATION_FAILED: letter(400, 'The letter breaks a rule of its data type or of the message.'),
  UNKNOWN_SENDER: letter(400, 'The sender named in the message is not an account here.'),
  UNKNOWN_RECIPIENT: letter(404, 'The recipient has no mailbox here, and no other way to reach them was given.'),
  MISSING_RECIPIENT: letter(400, 'The message does not say who it is for.'),
  MISSING_CONTENT: letter(400, 'A document has no bytes.'),
  MISSING_SUBJECT: letter(400, 'A document has no subject, or only blanks.'),
  INVALID_EMAIL_ADDRESS: letter(400, 'An e-mail address is malformed.'),
  INVALID_EMAIL_NOTIFICATION_TIME: letter(400, 'The time for an e-mail notification is missing or cannot be used.'),
  INVALID_SMS_NOTIFICATION_TIME: letter(400, 'The time for a text message cannot be used.'),
  INVALID_PHONE_NUMBER: letter(400, 'A telephone number is malformed.'),
  INVALID_RECIPIENT_PRINT_ADDRESS: letter(400, 'The postal address to print for is incomplete or wrong.'),
  INVALID_RETURN_ADDRESS: letter(400, 'The return address of the printed letter is incomplete or wrong.'),
  INVALID_PDF_CONTENT: letter(400, 'The PDF cannot be used as it is.'),
  INVALID_HTML_CONTENT: letter(400, 'The HTML holds elements or attributes that are not allowed in a letter.'),
  HTML_CONTENT_SANITIZED: letter(null, 'The client was told not to send HTML that would be changed by cleaning.'),
  INVALID_MONETARY_AMOUNT: letter(400, 'An amount is malformed or out of range.'),
  AUTHENTICATION_LEVEL_TOO_LOW: letter(400, 'The document must ask for a stronger sign-in than it does.'),
  PEPPOL_ERROR: letter(400, 'The message cannot be handed over to Peppol.'),
  PEPPOL_FILE_MUST_BE_XML: letter(400, 'The primary document of a Peppol message is not XML.'),
  UNKNOWN_PEPPOL_RECIPIENT: letter(404, 'The receiver is not registered in Peppol.'),
  UNKNOWN_BATCH: letter(404, 'The batch does not exist or is no longer open.'),
  UNKNOWN_USER: letter(404, 'There is no such person or account for this operation.'),
} as const

export type ErrorCode = keyof typeof table

/** Every error code of protocol.md section 10.3. The only place that knows an HTTP status of an error. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorRule>> = Object.freeze(table)

/** Whether a text, for instance from another service's answer, is one of our codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text)
}
