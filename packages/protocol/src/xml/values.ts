import type {
  AnyType,
  Attributes,
  Choice,
  ComplexType,
  Field,
  Fields,
  Lazy,
  Sequence,
  TextContent,
} from './complex-types.ts'
import type { SimpleType } from './simple-types.ts'

/** The property name for a wire name: `file-type` becomes `fileType`, `schemeID` stays. */
type PropertyName<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<PropertyName<B>>}` : S

export const propertyName = (wireName: string): string =>
  wireName.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** What reading an element or text of this type gives. */
export type ValueOf<T> =
  T extends SimpleType<infer V> ? V : T extends ComplexType<infer V> ? V : T extends Lazy<infer V> ? V : never

type FieldValue<F> =
  F extends Field<infer T, infer P> ? (P extends 'many' | 'some' ? ValueOf<T>[] : ValueOf<T>) : ValueOf<F>

type IsRequired<F> = F extends Field<AnyType, infer P> ? (P extends 'one' | 'some' ? true : false) : true

type Required<F extends Fields> = {
  [K in keyof F & string as IsRequired<F[K]> extends true ? PropertyName<K> : never]: FieldValue<F[K]>
}
type Optional<F extends Fields> = {
  [K in keyof F & string as IsRequired<F[K]> extends true ? never : PropertyName<K>]?: FieldValue<F[K]> | undefined
}
type Alternatives<F extends Fields> = { [K in keyof F & string as PropertyName<K>]?: FieldValue<F[K]> | undefined }

type PartValue<P> =
  P extends Sequence<infer F>
    ? Required<F> & Optional<F>
    : P extends Attributes<infer F>
      ? Required<F> & Optional<F>
      : P extends Choice<infer F, infer O>
        ? Alternatives<F> & Alternatives<O>
        : P extends TextContent<infer V>
          ? { value: V }
          : never

type Joined<P extends readonly unknown[]> = P extends readonly [infer First, ...infer Rest]
  ? PartValue<First> & Joined<Rest>
  : unknown

/** The object that these parts describe, as one flat type. */
export type PartsValue<P extends readonly unknown[]> = { [K in keyof Joined<P>]: Joined<P>[K] }
