import type { PerVersion, Version } from '../versions.ts'
import type { SimpleType } from './simple-types.ts'
import type { PartsValue, ValueOf } from './values.ts'

/** The versions in which something exists; both ends are included, and absent means open. */
export interface Span {
  readonly since?: Version
  readonly until?: Version
}

/** Reading and writing of an element whose content is children, attributes, or text with attributes. */
export interface ComplexType<V = unknown, N extends string = string> extends Span {
  readonly kind: 'complex'
  readonly name: N
  readonly parts: readonly Part[]
  /** Set when the schema has a root element of this type: that element's name. */
  readonly element?: string
  /** The schema declares the type inside its root element, so that it has no name that xsi:type could use. */
  readonly anonymous?: boolean
  /** A type that appears only through one of its variants. */
  readonly abstract?: boolean
  /** The type that this one extends: its parts come before this one's own. */
  readonly base?: ComplexType
  /** Types that may stand in for this one through xsi:type. */
  readonly variants?: readonly ComplexType[]
  /** Holds one root element of the data types. */
  readonly wildcard?: readonly ComplexType[]
  /** The children may come in any order. */
  readonly unordered?: boolean
  /** Only for inference, never set. */
  readonly valueType?: V
}

/** A complex type that is also the type of a root element. */
export type ElementType<V = unknown, N extends string = string> = ComplexType<V, N> & { readonly element: string }
export type AnyElement = ElementType

/** A reference to a type that is still being declared. */
export interface Lazy<V = unknown> {
  readonly kind: 'lazy'
  readonly get: () => ComplexType<V>
}

export type AnyType = SimpleType | ComplexType | Lazy
export type Presence = 'one' | 'optional' | 'many' | 'some'

/** One child element or attribute: its type and how often it may stand. */
export interface Field<T extends AnyType = AnyType, P extends Presence = Presence> extends Span {
  readonly kind: 'field'
  readonly type: T
  readonly presence: P
  readonly min: PerVersion<number>
  readonly max: PerVersion<number>
  /** The text that an empty element stands for. */
  readonly default?: PerVersion<string | undefined>
}

export interface FieldOptions extends Span {
  readonly default?: PerVersion<string | undefined>
  readonly min?: PerVersion<number>
  readonly max?: PerVersion<number>
}

/** Wire names to what stands there; a bare type means exactly one. */
export type Fields = Readonly<Record<string, Field | AnyType>>

export interface Choice<F extends Fields = Fields, O extends Fields = Fields> {
  readonly part: 'choice'
  readonly fields: F
  /** One more alternative, which is a sequence. */
  readonly or: O
  readonly min: 0 | 1
}
export interface Attributes<F extends Fields = Fields> {
  readonly part: 'attributes'
  readonly fields: F
}
export interface Sequence<F extends Fields = Fields> {
  readonly part: 'sequence'
  readonly fields: F
}
export interface TextContent<V = unknown> {
  readonly part: 'text'
  readonly type: SimpleType<V>
}
export type Part = Sequence | Choice | Attributes | TextContent

const field = <T extends AnyType, P extends Presence>(
  type: T,
  presence: P,
  min: number,
  max: number,
  options: FieldOptions = {},
): Field<T, P> => ({ kind: 'field', type, presence, min, max, ...options })

export const optional = <T extends AnyType>(type: T, options?: FieldOptions) => field(type, 'optional', 0, 1, options)
/** Any number, none included; a smaller maximum may be given. */
export const many = <T extends AnyType>(type: T, options?: FieldOptions) =>
  field(type, 'many', 0, Number.POSITIVE_INFINITY, options)
/** At least one. */
export const some = <T extends AnyType>(type: T, options?: FieldOptions) =>
  field(type, 'some', 1, Number.POSITIVE_INFINITY, options)

/** Children in this order. */
export const sequence = <F extends Fields>(fields: F): Sequence<F> => ({ part: 'sequence', fields })
/** Exactly one of these children. */
export const choice = <F extends Fields>(fields: F): Choice<F, {}> => ({ part: 'choice', fields, or: {}, min: 1 })
/** At most one of these children, or the sequence `or`. */
export const optionalChoice = <F extends Fields, O extends Fields = {}>(fields: F, or?: O): Choice<F, O> => ({
  part: 'choice',
  fields,
  or: or ?? ({} as O),
  min: 0,
})
export const attributes = <F extends Fields>(fields: F): Attributes<F> => ({ part: 'attributes', fields })
/** Text content beside attributes; reading gives it as `value`. */
export const textContent = <V>(type: SimpleType<V>): TextContent<V> => ({ part: 'text', type })

/** Declares the type of an element. */
export function complex<const N extends string, const P extends readonly Part[]>(
  name: N,
  ...parts: P
): ComplexType<PartsValue<P>, N> {
  return { kind: 'complex', name, parts }
}

/** Declares children that may come in any order, each at most once. */
export function unordered<const N extends string, F extends Fields>(
  name: N,
  fields: F,
): ComplexType<PartsValue<readonly [Sequence<F>]>, N> {
  return { kind: 'complex', name, parts: [sequence(fields)], unordered: true }
}

/** Declares that the schema has a root element of this type, called `element` (the type's own name if absent). */
export function root<V, N extends string>(
  type: ComplexType<V, N>,
  options: Span & { readonly element?: string; readonly anonymous?: boolean } = {},
): ElementType<V, N> {
  return { ...type, element: type.name, ...options }
}

/** Declares in which versions a type exists. */
export const limited = <V, N extends string>(span: Span, type: ComplexType<V, N>): ComplexType<V, N> => ({
  ...type,
  ...span,
})

/** Declares a type that extends another one. */
export function extending<V, const N extends string, const P extends readonly Part[]>(
  base: ComplexType<V>,
  name: N,
  ...parts: P
): ComplexType<V & PartsValue<P>, N> {
  return { kind: 'complex', name, parts: [...base.parts, ...parts], base }
}

type VariantValue<T> = T extends ComplexType<infer V, infer N> ? { type: N } & V : never

/** Declares a type that stands only for one of its variants, told apart by `type`, on the wire by xsi:type. */
export function abstract<const N extends string, const T extends readonly ComplexType[]>(
  name: N,
  variants: (base: ComplexType<{}>) => T,
): ComplexType<VariantValue<T[number]>, N> {
  const base: ComplexType<{}> = { kind: 'complex', name, parts: [], abstract: true }
  return { kind: 'complex', name, parts: [], abstract: true, variants: variants(base) }
}

/** Declares that a variant may stand in for this type; its own fields are then set, and `type` names it. */
export function withVariant<V, N extends string, W, M extends string>(
  type: ComplexType<V, N>,
  variant: ComplexType<W, M>,
): ComplexType<V & { type?: M | undefined } & Partial<Omit<W, keyof V>>, N> {
  return { ...type, variants: [variant] } as ComplexType<V & { type?: M | undefined } & Partial<Omit<W, keyof V>>, N>
}

/** A reference to a type that is still being declared. */
export const lazy = <V>(get: () => ComplexType<V>): Lazy<V> => ({ kind: 'lazy', get })

/** Declares an element that holds exactly one root element of the data types. */
export function oneOfDataTypes<const N extends string, const T extends Readonly<Record<string, ComplexType>>>(
  name: N,
  types: T,
): ComplexType<{ [K in keyof T]: { name: K; value: ValueOf<T[K]> } }[keyof T], N> {
  return { kind: 'complex', name, parts: [], wildcard: Object.values(types) }
}
