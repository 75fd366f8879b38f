import type { DataType } from '@brevdue/protocol'
import { linkFault } from './cards/card-link.ts'
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
    problems.push(...sumProblems(dataType.value, at))
  }
  return problems
}

/** Every `url` of a data type becomes a link in the mailbox; one of another scheme could run a script there. */
function linkProblems(value: unknown, at: string): Problem[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = Array.isArray(value) ? at : `${at}/${wireNameOf(name)}`
    if (name !== 'url' || typeof inner !== 'string') return linkProblems(inner, path)
    const fault = linkFault(inner)
    return fault === undefined ? [] : broken(path, fault)
  })
}

const broken = (at: string, rule: string): Problem[] => [{ code: 'VALIDATION_FAILED', message: `${at}: ${rule}.` }]

/** The only names on the way to a link that are not written as their properties. */
const wireNameOf = (property: string) => (property === 'callToAction' ? property : property.toLowerCase())

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
    ...(limits.together?.fit(properties) === false ? broken(at, limits.together.says) : []),
    ...missing.flatMap((name) => broken(`${at}/${name}`, 'this must be given')),
    ...Object.entries(limits.parts).flatMap(([name, limit]) =>
      limitProblems(properties[propertyOf(name)], limit, `${at}/${name}`),
    ),
  ]
}

function limitProblems(value: unknown, limit: Limit, at: string): Problem[] {
  if (isParts(limit)) return partProblems(value, limit, at)
  if (typeof value !== 'string' && typeof value !== 'number') return []
  const text = String(value)
  if (typeof limit === 'number') {
    return Array.from(text).length <= limit ? [] : broken(at, `at most ${limit} characters`)
  }
  if (!(limit instanceof RegExp)) return limit.fits(text) ? [] : broken(at, limit.says)
  return limit.test(text) ? [] : broken(at, `the text must have the form ${limit.source}`)
}

const isParts = (limit: Limit): limit is PartLimits => typeof limit === 'object' && 'parts' in limit

function sumProblems({ sum }: { sum?: string | undefined }, at: string): Problem[] {
  if (sum === undefined || /^[+-]?(?:\d{1,15}(?:\.\d{0,2}0*)?|\.\d{1,2}0*)$/.test(sum)) return []
  return [{ code: 'INVALID_MONETARY_AMOUNT', message: `${at}/sum must be an amount with at most 2 decimals.` }]
}
