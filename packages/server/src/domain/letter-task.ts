import { type DataType, parseDateTime } from '@brevdue/protocol'
import type { Problem } from './problem.ts'

/** What the mailbox can show and sort letters by, whatever data type it came from. */
export interface LetterTask {
  /** The name of the data type. */
  kind: string | null
  /** What the recipient is asked to do. */
  action: 'pay' | 'attend' | 'visit' | 'share' | null
  dueAt: Date | null
  /** Decimal text, NOK. */
  amount: string | null
}

const none: LetterTask = { kind: null, action: null, dueAt: null, amount: null }

/** What the primary document's data type asks of the recipient. Times that cannot be read are left out. */
export function letterTask(dataType: DataType | undefined): LetterTask {
  if (dataType === undefined) return none
  switch (dataType.name) {
    case 'invoice':
    case 'inkasso':
      return {
        kind: dataType.name,
        action: 'pay',
        dueAt: instant(dataType.value.dueDate),
        amount: dataType.value.sum ?? null,
      }
    case 'appointment':
      return { ...none, kind: dataType.name, action: 'attend', dueAt: instant(dataType.value.startTime) }
    case 'externalLink':
      return { ...none, kind: dataType.name, action: 'visit', dueAt: instant(dataType.value.deadline) }
    case 'share-documents-request':
      return { ...none, kind: dataType.name, action: 'share' }
    default:
      return { ...none, kind: dataType.name }
  }
}

/** Limits of a data type that its schema leaves open and the mailbox relies on (protocol 7.12). */
export function dataTypeProblems(dataType: DataType | undefined, where: string): Problem[] {
  if (dataType === undefined) return []
  const at = `${where}/data-type/${dataType.name}`
  const problems = linkProblems(dataType.value, at)
  if (dataType.name === 'inkasso') problems.push(...paymentProblems(dataType.value, at))
  if (dataType.name === 'invoice') {
    problems.push(...paymentProblems({ ...dataType.value, account: dataType.value.creditorAccount }, at))
  }
  return problems
}

/** Every `url` of a data type becomes a link in the mailbox; one of another scheme could run a script there. */
function linkProblems(value: unknown, at: string): Problem[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (name !== 'url' || typeof inner !== 'string') return linkProblems(inner, at)
    const message = `${at}: a url must begin with https:// or http://.`
    return /^\s*https?:\/\/[^\s/]/i.test(inner) ? [] : [{ code: 'VALIDATION_FAILED' as const, message }]
  })
}

interface Payment {
  dueDate: string
  sum?: string | undefined
  account?: string | undefined
  kid?: string | undefined
}

function paymentProblems({ dueDate, sum, account, kid }: Payment, at: string): Problem[] {
  const problems: Problem[] = []
  if (instant(dueDate) === null) {
    problems.push({
      code: 'VALIDATION_FAILED',
      message: `${at}/due-date must be a time as in 2026-09-10T00:00:00+02:00.`,
    })
  }
  if (account !== undefined && !/^\d{11}$/.test(account)) {
    problems.push({ code: 'VALIDATION_FAILED', message: `${at}: the bank account must have exactly 11 digits.` })
  }
  if (kid !== undefined && kid.length > 25) {
    problems.push({ code: 'VALIDATION_FAILED', message: `${at}/kid must have at most 25 characters.` })
  }
  if (sum !== undefined && !/^[+-]?(?:\d{1,15}(?:\.\d{0,2}0*)?|\.\d{1,2}0*)$/.test(sum)) {
    problems.push({ code: 'INVALID_MONETARY_AMOUNT', message: `${at}/sum must be an amount with at most 2 decimals.` })
  }
  return problems
}

/** Without an offset, a time in a data type is in UTC (11.4); a bare date is a day in Norway. */
function instant(text: string | undefined): Date | null {
  if (text === undefined) return null
  const trimmed = text.trim()
  const zoned = /^\d{4}-\d\d-\d\d$/.test(trimmed)
    ? `${trimmed}T00:00:00`
    : /(?:Z|[+-]\d\d:\d\d)$/.test(trimmed)
      ? trimmed
      : `${trimmed}Z`
  try {
    const parsed = parseDateTime(zoned)
    return Number.isNaN(parsed.getTime()) ? null : parsed
  } catch {
    return null
  }
}
