import type { PerVersion, Version } from '../versions.ts'

/** The built-in types of XML Schema that the wire uses. */
export type Base =
  | 'string'
  | 'boolean'
  | 'int'
  | 'long'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'date'
  | 'dateTime'
  | 'anyURI'

/** A pattern in the two dialects: XML Schema's (implicitly anchored) and JavaScript's. */
interface Pattern {
  readonly xsd: string
  readonly expression: RegExp
}

/** The limits of a simple type. */
export interface Facets {
  readonly length?: number
  readonly minLength?: number
  readonly maxLength?: PerVersion<number>
  readonly minInclusive?: number
  readonly totalDigits?: number
  readonly fractionDigits?: number
  readonly pattern?: Pattern
  /** The allowed values, each with the first version that knows it. */
  readonly values?: Readonly<Record<string, Version>>
}

/** A type whose content is text only. `V` is what reading gives. */
export interface SimpleType<V = unknown> {
  readonly kind: 'simple'
  readonly base: Base
  /** The name in the schema, where it has one. */
  readonly name?: string
  readonly facets: Facets
  /** A time that is also read in the other forms that the data types know (`parseMoment`). */
  readonly lax?: boolean
  /** Only for inference, never set. */
  readonly valueType?: V
}

const builtIn = <V>(base: Base): SimpleType<V> => ({ kind: 'simple', base, facets: {} })

export const string = builtIn<string>('string')
export const boolean = builtIn<boolean>('boolean')
export const int = builtIn<number>('int')
/** 64 bits: a decimal string, never a JavaScript number. */
export const long = builtIn<string>('long')
/** Without bounds: a decimal string. */
export const integer = builtIn<string>('integer')
/** A decimal string as written, without the white space around it. */
export const decimal = builtIn<string>('decimal')
export const double = builtIn<number>('double')
/** The text as written; see `parseDateTime`. */
export const dateTime = builtIn<string>('dateTime')
/** As `dateTime`, and the forms that the official library reads beyond it, such as a time without seconds. */
export const laxDateTime: SimpleType<string> = { ...dateTime, lax: true }
export const date = builtIn<string>('date')
export const anyUri = builtIn<string>('anyURI')

/** A type limited by facets, and named if the schema names it. */
export function restricted<V>(base: SimpleType<V>, facets: Facets, name?: string): SimpleType<V> {
  const type: SimpleType<V> = { kind: 'simple', base: base.base, facets: { ...base.facets, ...facets } }
  return name === undefined ? type : { ...type, name }
}

export const text = (facets: Facets): SimpleType<string> => restricted(string, facets)

const isList = <T>(values: readonly T[] | object): values is readonly T[] => Array.isArray(values)

/** One of these words. With an object, each word has the first version that knows it. */
export function enumeration<const T extends string>(
  name: string,
  values: readonly T[] | Readonly<Record<T, Version>>,
): SimpleType<T> {
  const since = isList(values) ? Object.fromEntries(values.map((value) => [value, 'v6' as const])) : values
  return { kind: 'simple', base: 'string', name, facets: { values: since } }
}
