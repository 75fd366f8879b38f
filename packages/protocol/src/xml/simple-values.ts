import { type Edition, existsIn, ruleIn } from '../versions.ts'
import { isDate, isDateTime } from './date-time-lexical.ts'
import { parseMoment } from './moment.ts'
import type { Base, Facets, SimpleType } from './simple-types.ts'
import { isAnyUri } from './uri-lexical.ts'

/** Told which rule is broken; throws. */
export type Fail = (rule: string) => never

const maxInt = 2_147_483_647
const maxLong = 9_223_372_036_854_775_807n

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

/** White space around a value of any type but a string carries no meaning. Linear: no expression that backtracks. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

function withoutTrailingZeros(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0x30) end--
  return text.slice(0, end)
}

function canonicalInteger(text: string, fail: Fail, name: string): string {
  const match = /^([+-]?)([0-9]+)$/.exec(text)
  if (match === null) return fail(`expected ${name}`)
  const digits = (match[2] ?? '').replace(/^0+(?=[0-9])/, '')
  return match[1] === '-' && digits !== '0' ? `-${digits}` : digits
}

function readLong(text: string, fail: Fail): string {
  const canonical = canonicalInteger(text, fail, 'a whole number')
  const fits = canonical.length < 19 || (canonical.length <= 20 && isLong(BigInt(canonical)))
  return fits ? canonical : fail('the number does not fit in 64 bits')
}

const isLong = (number: bigint) => number <= maxLong && number >= -maxLong - 1n

function readInt(text: string, fail: Fail): number {
  const canonical = canonicalInteger(text, fail, 'a whole number')
  const number = Number(canonical)
  return number <= maxInt && number >= -maxInt - 1 ? number : fail('the number does not fit in 32 bits')
}

function readDouble(text: string, fail: Fail): number {
  if (text === 'INF') return Number.POSITIVE_INFINITY
  if (text === '-INF') return Number.NEGATIVE_INFINITY
  if (text === 'NaN') return Number.NaN
  return /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : fail('expected a number')
}

function readBoolean(text: string, fail: Fail): boolean {
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : fail('expected true or false')
}

const readers: Readonly<Record<Base, (text: string, fail: Fail) => unknown>> = {
  string: (text) => text,
  boolean: readBoolean,
  int: readInt,
  long: readLong,
  integer: (text, fail) => canonicalInteger(text, fail, 'a whole number'),
  decimal: (text, fail) =>
    /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$/.test(text) ? text : fail('expected a decimal number'),
  double: readDouble,
  date: (text, fail) => (isDate(text) ? text : fail('expected a date, such as 2026-01-31')),
  dateTime: (text, fail) =>
    isDateTime(text) ? text : fail('expected a date and time, such as 2026-01-31T12:00:00+01:00'),
  anyURI: (text, fail) => (isAnyUri(text) ? text.replace(/[ \t\n\r]+/g, ' ') : fail('expected a URI')),
}

/** Characters as the schema counts them: code points, not UTF-16 units. */
function lengthOf(text: string): number {
  let length = text.length
  for (let index = 0; index < text.length; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800) length--
  }
  return length
}

function checkLength(text: string, facets: Facets, edition: Edition, fail: Fail): void {
  const { length, minLength } = facets
  const maxLength = facets.maxLength === undefined ? undefined : ruleIn(facets.maxLength, edition)
  if (length === undefined && minLength === undefined && maxLength === undefined) return
  const actual = lengthOf(text)
  if (length !== undefined && actual !== length) fail(`must be exactly ${length} characters, is ${actual}`)
  if (minLength !== undefined && actual < minLength) fail(`must be at least ${minLength} characters, is ${actual}`)
  if (maxLength !== undefined && actual > maxLength) fail(`must be at most ${maxLength} characters, is ${actual}`)
}

function checkDigits(text: string, facets: Facets, fail: Fail): void {
  if (facets.totalDigits === undefined && facets.fractionDigits === undefined) return
  const [whole = '', fraction = ''] = text.replace(/^[+-]?0*/, '').split('.')
  const significant = withoutTrailingZeros(fraction)
  if (significant.length > (facets.fractionDigits ?? Number.POSITIVE_INFINITY)) {
    fail(`must have at most ${facets.fractionDigits} decimals`)
  }
  if (whole.length + significant.length > (facets.totalDigits ?? Number.POSITIVE_INFINITY)) {
    fail(`must have at most ${facets.totalDigits} digits`)
  }
}

/** The words of an enumeration that an edition knows. */
export const valuesIn = (facets: Facets, edition: Edition): string[] =>
  Object.entries(facets.values ?? {})
    .filter(([, since]) => existsIn(edition, { since }))
    .map(([value]) => value)

function checkFacets(text: string, facets: Facets, edition: Edition, fail: Fail): void {
  checkLength(text, facets, edition, fail)
  checkDigits(text, facets, fail)
  if (facets.pattern !== undefined && !facets.pattern.expression.test(text)) fail(`must match ${facets.pattern.xsd}`)
  if (facets.minInclusive !== undefined && Number(text) < facets.minInclusive) {
    fail(`must be at least ${facets.minInclusive}`)
  }
  if (facets.values === undefined) return
  const since = Object.hasOwn(facets.values, text) ? facets.values[text] : undefined
  if (since === undefined || !existsIn(edition, { since })) {
    fail(`must be one of ${valuesIn(facets, edition).join(', ')}`)
  }
}

/** The value that a text stands for, or `fail` with the rule that it breaks. */
export function readSimple(type: SimpleType, edition: Edition, raw: string, fail: Fail): unknown {
  const text = type.base === 'string' ? raw : trim(raw)
  const value = type.lax === true && parseMoment(text) !== undefined ? text : readers[type.base](text, fail)
  checkFacets(text, type.facets, edition, fail)
  return value
}

const doubleText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value).replace('Infinity', 'INF'))

function textOf(type: SimpleType, value: unknown, fail: Fail): string {
  switch (type.base) {
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : fail('expected a boolean')
    case 'int':
      return typeof value === 'number' ? String(value) : fail('expected a number')
    case 'double':
      return typeof value === 'number' ? doubleText(value) : fail('expected a number')
    default:
      return typeof value === 'string' ? value : fail('expected a string')
  }
}

/** The text that stands for a value, or `fail` with the rule that the value breaks. */
export function writeSimple(type: SimpleType, edition: Edition, value: unknown, fail: Fail): string {
  const text = textOf(type, value, fail)
  readSimple(type, edition, text, fail)
  return text
}
