import type { DataType } from '@brevdue/protocol'
import { instant } from './cards/instant.ts'
import { dataTypeLimits, type Limit, type PartLimits } from './data-type-limits.ts'
import type { Problem } from './problem.ts'

/** What the service refuses in a data type although its schema lets it through (protocol 7.12). */
export function dataTypeProblems(dataType: DataType | undefined, where: string): Problem[] {
  if (dataType === undefined) return []
  const at = `${where}/data-type/${dataType.name}`
  const limits = dataTypeLimits[dataType.name]
  const problems = [
    ...linkProblems(dataType.value, at),
    ...(limits === undefined ? [] : partProblems(dataType.value, limits, at)),
  ]
  if (dataType.name === 'inkasso' || dataType.name === 'invoice') {
    problems.push(...paymentProblems(dataType.value, at))
  }
  return problems
}

/** Every `url` of a data type becomes a link in the mailbox; one of another scheme could run a script there. */
function linkProblems(value: unknown, at: string): Problem[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (name !== 'url' || typeof inner !== 'string') return linkProblems(inner, at)
    return /^\s*https?:\/\/[^\s/]/i.test(inner) ? [] : broken(at, 'a url must begin with https:// or http://')
  })
}

const broken = (at: string, rule: string): Problem[] => [{ code: 'VALIDATION_FAILED', message: `${at}: ${rule}.` }]

/** `street-address-2` is the property `streetAddress2`; camel-case names are their own. */
const propertyOf = (wireName: string) => wireName.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

function partProblems(value: unknown, limits: PartLimits, at: string): Problem[] {
  if (Array.isArray(value)) {
    const tooMany =
      limits.most !== undefined && value.length > limits.most
        ? broken(at, `at most ${limits.most} of these may stand here`)
        : []
    return [...tooMany, ...value.flatMap((one: unknown) => partProblems(one, limits, at))]
  }
  if (typeof value !== 'object' || value === null) return []
  const properties = value as Readonly<Record<string, unknown>>
  const missing = (limits.required ?? []).filter((name) => properties[propertyOf(name)] === undefined)
  return [
    ...missing.flatMap((name) => broken(`${at}/${name}`, 'this must be given')),
    ...Object.entries(limits.parts).flatMap(([name, limit]) =>
      limitProblems(properties[propertyOf(name)], limit, `${at}/${name}`),
    ),
  ]
}

function limitProblems(value: unknown, limit: Limit, at: string): Problem[] {
  if (typeof limit !== 'number' && !(limit instanceof RegExp)) return partProblems(value, limit, at)
  if (typeof value !== 'string' && typeof value !== 'number') return []
  const text = String(value)
  if (typeof limit === 'number') {
    return Array.from(text).length <= limit ? [] : broken(at, `at most ${limit} characters`)
  }
  return limit.test(text) ? [] : broken(at, `the text must have the form ${limit.source}`)
}

interface Payment {
  dueDate: string
  sum?: string | undefined
}

function paymentProblems({ dueDate, sum }: Payment, at: string): Problem[] {
  const problems: Problem[] = []
  if (instant(dueDate) === null) {
    problems.push(...broken(`${at}/due-date`, 'it must be a time as in 2026-09-10T00:00:00+02:00'))
  }
  if (sum !== undefined && !/^[+-]?(?:\d{1,15}(?:\.\d{0,2}0*)?|\.\d{1,2}0*)$/.test(sum)) {
    problems.push({ code: 'INVALID_MONETARY_AMOUNT', message: `${at}/sum must be an amount with at most 2 decimals.` })
  }
  return problems
}
