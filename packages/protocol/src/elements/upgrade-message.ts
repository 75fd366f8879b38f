import { MailError } from '../mail-error.ts'
import type { Version } from '../versions.ts'
import { formatDateTime, parseDateTime } from '../xml/date-time.ts'
import type { Document } from './document.ts'
import type { Message } from './message.ts'
import type { PrintDetails } from './print-details.ts'

/** The day of an invoice of v6 and v7 as the time that the data type holds: its beginning in Norway. */
function startOfDay(day: string): string {
  const [date] = /^\d{4}-\d\d-\d\d/.exec(day) ?? []
  return date === undefined ? day : formatDateTime(parseDateTime(`${date}T00:00:00`))
}

/** An invoice of v6 and v7 then says as a data type what it said as fields of its own. */
function upgradeInvoice(document: Document): Document {
  const { type, kid, amount, account, dueDate, ...rest } = document
  if (type === undefined || amount === undefined || account === undefined || dueDate === undefined) return rest
  if (rest.dataType !== undefined) {
    throw new MailError(
      'VALIDATION_FAILED',
      'A document of type invoice cannot also have a data type, since v8 has room for one of them. Send it in v8 with one data type.',
    )
  }
  const invoice = { dueDate: startOfDay(dueDate), sum: amount, creditorAccount: account, ...(kid && { kid }) }
  return { ...rest, dataType: { name: 'invoice', value: invoice } }
}

function upgradeDocument(document: Document): Document {
  const { preEncrypt, preEncryptNoPages, ...rest } = upgradeInvoice(document)
  if (preEncrypt !== true) return rest
  return { ...rest, encrypted: preEncryptNoPages === undefined ? {} : { numberOfPages: preEncryptNoPages } }
}

/** Post types went away with A and B post itself; there is nothing left that they could decide. */
function withoutPostType(details: PrintDetails): PrintDetails {
  const { postType: _postType, ...rest } = details
  return rest
}

/**
 * A message of any version in the form of v8 (protocol 3.23): an invoice becomes the data type `invoice`,
 * `pre-encrypt` becomes `encrypted`, the post type goes. What the versions mean differently without saying so
 * differently, a past `delivery-time` in v6, is left to the caller.
 *
 * @throws MailError VALIDATION_FAILED for an invoice that has a data type too
 */
export function upgradeMessage(version: Version, message: Message): Message {
  if (version === 'v8') return message
  const { recipient, printIfUnread, attachment, ...rest } = message
  const { printDetails } = recipient
  return {
    ...rest,
    recipient: printDetails === undefined ? recipient : { ...recipient, printDetails: withoutPostType(printDetails) },
    primaryDocument: upgradeDocument(message.primaryDocument),
    ...(attachment && { attachment: attachment.map(upgradeDocument) }),
    ...(printIfUnread && {
      printIfUnread: { ...printIfUnread, printDetails: withoutPostType(printIfUnread.printDetails) },
    }),
  }
}
