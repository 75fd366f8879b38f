import type { DataType } from '@brevdue/protocol'
import { amount, asksToPay, price } from './cards/amount.ts'
import { instant } from './cards/instant.ts'

/** What the mailbox can show and sort letters by, whatever data type it came from. */
export interface LetterTask {
  /** The name of the data type. */
  kind: string | null
  /** What the recipient is asked to do. */
  action: 'pay' | 'attend' | 'visit' | 'share' | 'fetch' | null
  dueAt: Date | null
  /** Decimal text, NOK: what the recipient has to pay, never what the recipient has got or paid. */
  amount: string | null
}

type Asked = Omit<LetterTask, 'kind'>

const nothing: Asked = { action: null, dueAt: null, amount: null }

/**
 * What the primary document's data type asks of the recipient, as it is written beside the letter when it is delivered.
 * Times and amounts that cannot be read are left out. `kind` is the data type's name for all of them.
 *
 * | Data type | action | dueAt | amount |
 * |---|---|---|---|
 * | invoice, inkasso with something to pay | pay | due-date | sum |
 * | appointment | attend | start-time | |
 * | event | attend | start of its earliest interval | |
 * | externalLink | visit | deadline | |
 * | boligdetaljer with a link | visit | the link's deadline | |
 * | share-documents-request | share | (a request does not expire, protocol 3.14) | |
 * | pickup-notice that waits | fetch | return-date-time | value-to-be-payed |
 * | every other | | | |
 */
export function letterTask(dataType: DataType | undefined): LetterTask {
  if (dataType === undefined) return { kind: null, ...nothing }
  return { kind: dataType.name, ...asked(dataType) }
}

function asked(dataType: DataType): Asked {
  switch (dataType.name) {
    case 'invoice':
    case 'inkasso':
      return paying(dataType.value)
    case 'appointment':
      return { ...nothing, action: 'attend', dueAt: instant(dataType.value.startTime) }
    case 'event':
      return { ...nothing, action: 'attend', dueAt: earliest(dataType.value.startTime) }
    case 'externalLink':
      return { ...nothing, action: 'visit', dueAt: instant(dataType.value.deadline) }
    case 'boligdetaljer':
      return visiting(dataType.value.callToAction)
    case 'share-documents-request':
      return { ...nothing, action: 'share' }
    case 'pickup-notice':
      return fetching(dataType.value)
    default:
      return nothing
  }
}

/** A credit note, or a bill of nothing, asks for nothing: no amount to pay, and no day to pay it by. */
function paying({ sum, dueDate }: { sum?: string | undefined; dueDate: string }): Asked {
  const due = amount(sum)
  return asksToPay(due) === 'pay' ? { action: 'pay', dueAt: instant(dueDate), amount: due } : nothing
}

function earliest(times: readonly { startTime: string }[]): Date | null {
  const starts = times.map(({ startTime }) => instant(startTime)).filter((start) => start !== null)
  return starts.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

function visiting(link: { deadline?: string | undefined } | undefined): Asked {
  return link === undefined ? nothing : { ...nothing, action: 'visit', dueAt: instant(link.deadline) }
}

type Parcel = Extract<DataType, { name: 'pickup-notice' }>['value']

function fetching({ status, returnDateTime, cost }: Parcel): Asked {
  if (status === 'PICKED_UP' || status === 'RETURNED') return nothing
  const due = price(cost?.valueToBePayed)
  return {
    action: 'fetch',
    dueAt: instant(returnDateTime),
    amount: due !== null && asksToPay(due) === 'pay' ? due : null,
  }
}
