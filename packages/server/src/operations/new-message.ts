import { type Message, writeDataType } from '@brevdue/protocol'
import { openingReceiptOf } from '../domain/document.ts'
import { letterTask } from '../domain/letter-task.ts'
import type { Account } from '../store/accounts.ts'
import { newId } from '../store/ids.ts'
import type { NewDocument, NewMessage } from '../store/messages.ts'
import type { Recipient } from '../store/recipients.ts'
import type { Examined } from './examine-documents.ts'

export interface Decided {
  broker: Account
  sender: Account
  recipient: Recipient & { mailboxId: string }
  message: Message
  examined: readonly Examined[]
  deliveryTime: Date
  now: Date
  /** Whether there is a malware scanner that its documents wait for. */
  scanned: boolean
}

/** The rows of a message that has been decided on. */
export function newMessage(decided: Decided): NewMessage {
  const { broker, sender, recipient, message, examined, deliveryTime, now, scanned } = decided
  const opened = message.primaryDocument.opened === true
  return {
    id: newId(now),
    letterId: newId(now),
    brokerId: broker.id,
    senderId: sender.id,
    messageId: message.messageId ?? null,
    recipientId: recipient.id,
    mailboxId: recipient.mailboxId,
    invoiceReference: message.invoiceReference ?? null,
    deliveryTime,
    readAt: opened ? deliveryTime : null,
    ...letterTask(message.primaryDocument.dataType),
    now,
    scanned,
    documents: examined.map((each) => newDocument(each, deliveryTime, now)),
  }
}

function newDocument({ document, content, contentType, view }: Examined, deliveryTime: Date, now: Date): NewDocument {
  return {
    id: newId(now),
    uuid: document.uuid ?? '',
    subject: document.subject ?? null,
    fileType: document.fileType.trim().toLowerCase(),
    contentType,
    authenticationLevel: document.authenticationLevel ?? 'PASSWORD',
    sensitivityLevel: document.sensitivityLevel ?? 'NORMAL',
    openingReceipt: openingReceiptOf(document),
    technicalType: document.technicalType ?? null,
    dataTypeXml: document.dataType === undefined ? null : writeDataType(document.dataType),
    contentHash: content.sha256,
    contentSize: content.size,
    content,
    view,
    openedAt: document.opened === true ? deliveryTime : null,
  }
}
