import { type Edition, existsIn } from '../versions.ts'
import type { ComplexType } from './complex-types.ts'
import { type ContentMachine, contentMachine } from './content-machine.ts'
import { attributesOf, type BoundField, contentOf, type Particle, textOf } from './content-model.ts'
import type { SimpleType } from './simple-types.ts'

/** A complex type as it is in one edition, ready for reading and writing. */
export interface BoundType {
  readonly type: ComplexType
  readonly edition: Edition
  /** The edition whose namespace the children have. */
  readonly childEdition: Edition
  readonly machine: ContentMachine
  /** Children in the order in which they are written, each property once. */
  readonly children: readonly BoundField[]
  readonly attributes: ReadonlyMap<string, BoundField>
  readonly requiredAttributes: readonly string[]
  readonly text: SimpleType | undefined
  /** Neither text nor children. */
  readonly empty: boolean
  /** Every property that a value of this type may have. */
  readonly properties: ReadonlySet<string>
}

const wildcardContent = (types: readonly ComplexType[]): Particle => ({
  kind: 'choice',
  min: 1,
  particles: types.map((type) => {
    const name = type.element ?? type.name
    const field = { name, property: name, type, min: 1, max: 1, repeated: false, default: undefined }
    return { kind: 'element', field }
  }),
})

function bind(type: ComplexType, edition: Edition): BoundType {
  const content = type.wildcard === undefined ? contentOf(type.parts, edition) : wildcardContent(type.wildcard)
  const machine = contentMachine(content, type.unordered === true)
  const children = [...new Map(machine.places.map((place) => [place.field.name, place.field])).values()]
  const attributes = attributesOf(type.parts, edition)
  const text = textOf(type.parts)
  return {
    type,
    edition,
    childEdition: type.wildcard === undefined ? edition : 'datatypes',
    machine,
    children,
    attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
    requiredAttributes: attributes.filter((attribute) => attribute.min > 0).map((attribute) => attribute.name),
    text,
    empty: text === undefined && machine.places.length === 0,
    properties: new Set([
      ...[...children, ...attributes].map((field) => field.property),
      ...(text === undefined ? [] : ['value']),
    ]),
  }
}

const bound: Record<Edition, WeakMap<ComplexType, BoundType>> = {
  v6: new WeakMap(),
  v7: new WeakMap(),
  v8: new WeakMap(),
  datatypes: new WeakMap(),
}

/** The form that a type has in an edition; worked out once. */
export function bindType(type: ComplexType, edition: Edition): BoundType {
  const known = bound[edition].get(type)
  if (known !== undefined) return known
  const made = bind(type, edition)
  bound[edition].set(type, made)
  return made
}

/** The variant of this name that may stand in for the type in this edition. */
export const variantOf = (type: ComplexType, name: string, edition: Edition): ComplexType | undefined =>
  type.variants?.find((variant) => variant.name === name && existsIn(edition, variant))
