import { appointment } from './appointment.ts'
import { category } from './category.ts'
import { event } from './event.ts'
import { externalLink } from './external-link.ts'
import { inkasso, invoice, invoicePayment } from './invoice.ts'
import { openingReceipt, openingReceiptAccepted } from './opening-receipt.ts'
import { payslip } from './payslip.ts'
import { pickupNotice, pickupNoticeStatus } from './pickup-notice.ts'
import { proof } from './proof.ts'
import { receipt } from './receipt.ts'
import { boligdetaljer, residence } from './residence.ts'
import {
  shareDocumentsRequest,
  shareDocumentsRequestDocumentsShared,
  shareDocumentsRequestSharingStopped,
} from './share-documents.ts'
import { signedDocument } from './signed-document.ts'
import { verifiableCredentialNotice, verifiablePresentationNotice } from './verifiable-credentials.ts'

/**
 * Every root element of the data types, by its name on the wire (protocol 7.12): the union of all releases. An element
 * that a later release took out is optional here, so that what clients of any release send is read.
 */
export const dataTypes = {
  appointment,
  boligdetaljer,
  category,
  event,
  externalLink,
  inkasso,
  invoice,
  'invoice-payment': invoicePayment,
  'opening-receipt': openingReceipt,
  'opening-receipt-accepted': openingReceiptAccepted,
  payslip,
  'pickup-notice': pickupNotice,
  'pickup-notice-status': pickupNoticeStatus,
  proof,
  receipt,
  residence,
  'share-documents-request': shareDocumentsRequest,
  'share-documents-request-documents-shared': shareDocumentsRequestDocumentsShared,
  'share-documents-request-sharing-stopped': shareDocumentsRequestSharingStopped,
  signedDocument,
  'verifiable-credential-notice': verifiableCredentialNotice,
  'verifiable-presentation-notice': verifiablePresentationNotice,
} as const
