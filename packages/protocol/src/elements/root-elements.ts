import type { AnyElement } from '../xml/complex-types.ts'
import { userAccount, userInformation } from './account.ts'
import { additionalData } from './additional-data.ts'
import { archive, archiveDocument, archiveDocumentAttribute, archiveDocumentContent, archives } from './archive.ts'
import { batch } from './batch.ts'
import { document, invoiceDocument } from './document.ts'
import { documentEvents } from './document-events.ts'
import { documentStatus } from './document-status.ts'
import { encryptionCertificate, encryptionKey } from './encryption.ts'
import { entrypoint } from './entrypoint.ts'
import { errorElement } from './error-element.ts'
import { identification, identificationResult, identificationResultWithEncryptionKey } from './identification.ts'
import { inbox } from './inbox.ts'
import { message } from './message.ts'
import { messageDelivery } from './message-delivery.ts'
import { messageRecipient } from './recipient.ts'
import { autocomplete, recipient, recipients } from './recipients.ts'
import { senderInformation } from './sender-information.ts'
import { shareDocumentsRequestState, sharedDocumentContent } from './shared-documents.ts'
import { tag, tags } from './tag.ts'

/** Every root element of the message schema, in all its versions. */
export const rootElements: readonly AnyElement[] = [
  additionalData,
  archive,
  archiveDocument,
  archiveDocumentAttribute,
  archiveDocumentContent,
  archives,
  autocomplete,
  batch,
  document,
  documentEvents,
  documentStatus,
  encryptionCertificate,
  encryptionKey,
  entrypoint,
  errorElement,
  identification,
  identificationResult,
  identificationResultWithEncryptionKey,
  inbox,
  invoiceDocument,
  message,
  messageDelivery,
  messageRecipient,
  recipient,
  recipients,
  senderInformation,
  shareDocumentsRequestState,
  sharedDocumentContent,
  tag,
  tags,
  userAccount,
  userInformation,
]
