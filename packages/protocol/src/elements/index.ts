export { type Batch, batch } from './batch.ts'
export { type DataType, dataType, readDataType, writeDataType } from './data-type.ts'
export { type Document, document, type InvoiceDocument, invoiceDocument } from './document.ts'
export { type EncryptionCertificate, type EncryptionKey, encryptionCertificate, encryptionKey } from './encryption.ts'
export { type Entrypoint, entrypoint } from './entrypoint.ts'
export { type ErrorBody, errorElement } from './error-element.ts'
export {
  type Identification,
  type IdentificationResult,
  type IdentificationResultWithEncryptionKey,
  identification,
  identificationResult,
  identificationResultWithEncryptionKey,
} from './identification.ts'
export { type Message, message, type SenderOrganization } from './message.ts'
export { type MessageDelivery, messageDelivery } from './message-delivery.ts'
export type { EmailNotification, SmsNotification } from './notification.ts'
export type { PrintDetails, PrintRecipient } from './print-details.ts'
export { type MessageRecipient, messageRecipient, type NameAndAddress } from './recipient.ts'
export type { AuthenticationLevel, Channel, ContentHash, Link, SensitivityLevel } from './shared-types.ts'
