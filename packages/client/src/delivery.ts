import { type Channel, type Document, type Message, type MessageDelivery, parseDateTime } from '@brevdue/protocol'

/** What became of a message. */
export type Delivery = {
  readonly messageId: string
  /**
   * `answer`: the service said so. `duplicate`: the answer to an earlier attempt was lost, and the service has since
   * refused the same message as one that it has; how and when it was delivered is then not known here.
   */
  readonly confirmedBy: 'answer' | 'duplicate'
  readonly status: MessageDelivery['status'] | undefined
  readonly channel: Channel | undefined
  /** When it was delivered, or when the recipient will see it. */
  readonly deliveryTime: Date | undefined
  /** The account that the service took as the sender. */
  readonly senderId: string | undefined
  readonly primaryDocument: Document
  readonly attachments: readonly Document[]
  /** Attempts that were needed, 1 or more. */
  readonly attempts: number
}

export function deliveryOf(answer: MessageDelivery, messageId: string, attempts: number): Delivery {
  return {
    messageId,
    confirmedBy: 'answer',
    status: answer.status,
    channel: answer.deliveryMethod,
    deliveryTime: answer.deliveryTime === undefined ? undefined : parseDateTime(answer.deliveryTime),
    senderId: answer.senderId,
    primaryDocument: answer.primaryDocument,
    attachments: answer.attachment ?? [],
    attempts,
  }
}

export function deliveryByDuplicate(message: Message & { messageId: string }, attempts: number): Delivery {
  return {
    messageId: message.messageId,
    confirmedBy: 'duplicate',
    status: undefined,
    channel: undefined,
    deliveryTime: undefined,
    senderId: message.senderId,
    primaryDocument: message.primaryDocument,
    attachments: message.attachment ?? [],
    attempts,
  }
}
