export { type UserAccount, type UserInformation, userAccount, userInformation } from './account.ts'
export { type AdditionalData, additionalData } from './additional-data.ts'
export {
  type Archive,
  type ArchiveDocument,
  type ArchiveDocumentAttribute,
  type ArchiveDocumentContent,
  type Archives,
  archive,
  archiveDocument,
  archiveDocumentAttribute,
  archiveDocumentContent,
  archives,
} from './archive.ts'
export { type Batch, batch } from './batch.ts'
export { type DataType, type DataTypeName, dataType, readDataType, writeDataType } from './data-type.ts'
export { dataTypes } from './data-types/index.ts'
export { type Document, document, type InvoiceDocument, invoiceDocument } from './document.ts'
export { type DocumentEvent, type DocumentEvents, documentEvents, type EventType } from './document-events.ts'
export { type DocumentStatus, documentStatus } from './document-status.ts'
export { type EncryptionCertificate, type EncryptionKey, encryptionCertificate, encryptionKey } from './encryption.ts'
export { type Entrypoint, entrypoint } from './entrypoint.ts'
export { type ErrorBody, errorElement } from './error-element.ts'
export type { EventMetadata } from './event-metadata.ts'
export {
  type Identification,
  type IdentificationResult,
  type IdentificationResultWithEncryptionKey,
  identification,
  identificationResult,
  identificationResultWithEncryptionKey,
} from './identification.ts'
export { type Inbox, type InboxDocument, inbox } from './inbox.ts'
export { type Message, message } from './message.ts'
export { type MessageDelivery, messageDelivery } from './message-delivery.ts'
export type { EmailNotification, SmsNotification } from './notification.ts'
export type { PrintDetails, PrintRecipient } from './print-details.ts'
export { type MessageRecipient, messageRecipient, type NameAndAddress } from './recipient.ts'
export {
  type Autocomplete,
  autocomplete,
  type Recipient,
  type Recipients,
  recipient,
  recipients,
} from './recipients.ts'
export { rootElements } from './root-elements.ts'
export { schemaOf } from './schema.ts'
export { type SenderInformation, senderInformation } from './sender-information.ts'
export type { SenderOrganization } from './sender-organization.ts'
export {
  type ShareDocumentsRequestState,
  type SharedDocument,
  type SharedDocumentContent,
  shareDocumentsRequestState,
  sharedDocumentContent,
} from './shared-documents.ts'
export type { AuthenticationLevel, Channel, ContentHash, Link, SensitivityLevel } from './shared-types.ts'
export { type Tag, type Tags, tag, tags } from './tag.ts'
export { upgradeMessage } from './upgrade-message.ts'
