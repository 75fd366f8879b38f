import { MailError, type Message, upgradeMessage, type Version } from '@brevdue/protocol'
import type { ContentStore, StagedContent } from '../blobs/content-store.ts'
import { addresseeOf, addresseeProblems, mailboxProblems } from '../domain/addressee.ts'
import { dataTypeProblems } from '../domain/data-type-problems.ts'
import { decideDeliveryTime } from '../domain/delivery-time.ts'
import { documentProblems } from '../domain/document.ts'
import { documentName, documentsOf, messageIdProblems, notBuiltProblems, pairDocuments } from '../domain/message.ts'
import type { Report } from '../observe/report.ts'
import type { Account } from '../store/accounts.ts'
import type { Recipient } from '../store/recipients.ts'
import { examineDocuments, type ReceivedContent } from './examine-documents.ts'
import { findRecipient, type RegisterDeps } from './identify-recipient.ts'
import { newMessage } from './new-message.ts'
import { refuse } from './refuse.ts'
import { resolveSender } from './resolve-sender.ts'

export interface SubmitDeps extends RegisterDeps {
  content: ContentStore
  clock: () => Date
  report: Pick<Report, 'letterDelivered'>
  /** Where there is one, documents wait for it, and it is told that they do. */
  scanning?: { poke(): void } | undefined
}

/** A message as it arrived, every byte of it signed by the broker. */
export interface Submission {
  broker: Account
  version: Version
  message: Message
  /** By lower-case file name. */
  parts: ReadonlyMap<string, ReceivedContent>
}

/** A message that is in its recipient's mailbox, or will be at its time. */
export interface Submitted {
  senderId: string
  deliveryTime: Date
  /** The message in today's form. */
  message: Message
  /** Of each document's content, base64 SHA-256; the primary document first. */
  contentHashes: string[]
}

/**
 * Delivers a message, or refuses it and leaves nothing behind. The order of the checks is that of protocol 10.3.
 * @throws MailError for everything that is wrong with it
 */
export async function submitMessage(deps: SubmitDeps, submission: Submission): Promise<Submitted> {
  const staged = [...submission.parts.values()].map(({ content }) => content)
  try {
    const message = upgradeMessage(submission.version, submission.message)
    const sender = await resolveSender(deps.store, submission.broker, message)
    try {
      return await deliver(deps, submission, { message, sender }, staged)
    } catch (error) {
      throw (await usedBefore(deps, submission.broker, sender, message, error)) ?? error
    }
  } catch (error) {
    await deps.content.discard(staged)
    throw error
  }
}

async function deliver(
  deps: SubmitDeps,
  { broker, version, parts }: Submission,
  { message, sender }: { message: Message; sender: Account },
  staged: StagedContent[],
): Promise<Submitted> {
  const now = deps.clock()
  refuse([...messageIdProblems(message), ...notBuiltProblems(message)])
  const { pairs, problems } = pairDocuments(message, parts)
  refuse(problems)
  const permitted = sender.permissions.includes('delivery-time')
  const time = decideDeliveryTime(message.deliveryTime, { now, version, permitted })
  const documents = documentsOf(message).flatMap((document, index) => [
    ...documentProblems(document, documentName(index), sender.permissions),
    ...dataTypeProblems(document.dataType, documentName(index)),
  ])
  refuse([...time.problems, ...documents])
  const examined = await examineDocuments(deps.content, pairs, staged)
  const recipient = await recipientOf(deps, sender, message)
  const { deliveryTime } = time
  const scanned = deps.scanning !== undefined
  const rows = newMessage({ broker, sender, recipient, message, examined, deliveryTime, now, scanned })
  const outcome = await deps.store.saveMessage(rows)
  if (outcome === 'duplicate message-id') throw duplicateMessage(message.messageId)
  if (outcome === 'duplicate uuid') throw duplicateDocument()
  deps.scanning?.poke()
  const bytes = examined.reduce((sum, { content }) => sum + content.size, 0)
  const htmlChanges = examined.reduce((sum, { changes }) => sum + changes, 0)
  const documentCount = examined.length
  deps.report.letterDelivered({
    messageId: rows.id,
    senderId: sender.id,
    brokerId: broker.id,
    channel: 'DIGIPOST',
    documents: documentCount,
    bytes,
    htmlChanges,
  })
  return { senderId: sender.id, deliveryTime, message, contentHashes: examined.map(({ content }) => content.sha256) }
}

async function recipientOf(
  deps: SubmitDeps,
  sender: Account,
  message: Message,
): Promise<Recipient & { mailboxId: string }> {
  const addressee = addresseeOf(message.recipient)
  refuse(addressee === undefined ? [] : addresseeProblems(addressee, sender.permissions))
  const identified = addressee === undefined ? undefined : await findRecipient(deps, addressee)
  refuse(mailboxProblems(message.recipient, identified))
  const found = identified?.found
  const mailboxId = found?.mailboxId
  if (found === undefined || typeof mailboxId !== 'string')
    throw new Error('A recipient without a mailbox was not refused')
  return { ...found, mailboxId }
}

/**
 * Somebody who sends again what was delivered must learn just that, even if today the message would be refused for
 * another reason: else the letter would be taken for undelivered.
 */
async function usedBefore(
  { store }: SubmitDeps,
  broker: Account,
  sender: Account,
  message: Message,
  error: unknown,
): Promise<MailError | undefined> {
  if (!(error instanceof MailError)) return undefined
  const uuids = documentsOf(message).flatMap(({ uuid }) => uuid ?? [])
  const used = await store.findUsed({ brokerId: broker.id, senderId: sender.id, messageId: message.messageId, uuids })
  if (used.messageId) return duplicateMessage(message.messageId)
  return used.uuid === null ? undefined : duplicateDocument(used.uuid)
}

const duplicateMessage = (messageId: string | undefined) =>
  new MailError(
    'DUPLICATE_MESSAGE',
    `message-id ${messageId ?? ''} has been used before for this sender. If this is a second attempt, the first one was delivered; a new letter needs a new message-id.`,
  )

const duplicateDocument = (uuid?: string) =>
  new MailError(
    'DUPLICATE_DOCUMENT_ID',
    `The document uuid${uuid === undefined ? '' : ` ${uuid}`} has been used before by this sender. If this is a second attempt, the first one was delivered; a new document needs a new uuid.`,
  )
