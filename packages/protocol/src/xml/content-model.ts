import { type Edition, existsIn, ruleIn } from '../versions.ts'
import type { AnyType, ComplexType, Field, Fields, Part } from './complex-types.ts'
import type { SimpleType } from './simple-types.ts'
import { propertyName } from './values.ts'

/** A field as it is in one edition. */
export interface BoundField {
  readonly name: string
  readonly property: string
  readonly type: SimpleType | ComplexType
  readonly min: number
  readonly max: number
  /** Reading gives an array. */
  readonly repeated: boolean
  readonly default: string | undefined
}

/** What may stand between two tags, in one edition: the tree that the schema shows. */
export type Particle =
  | { readonly kind: 'element'; readonly field: BoundField }
  | { readonly kind: 'sequence'; readonly particles: readonly Particle[] }
  | { readonly kind: 'choice'; readonly particles: readonly Particle[]; readonly min: 0 | 1 }

const asField = (entry: Field | AnyType): Field =>
  entry.kind === 'field' ? entry : { kind: 'field', type: entry, presence: 'one', min: 1, max: 1 }

/** The fields that exist in this edition, in order. */
function boundFields(fields: Fields, edition: Edition): BoundField[] {
  const bound: BoundField[] = []
  for (const [name, entry] of Object.entries(fields)) {
    const field = asField(entry)
    if (!existsIn(edition, field)) continue
    bound.push({
      name,
      property: propertyName(name),
      type: field.type.kind === 'lazy' ? field.type.get() : field.type,
      min: ruleIn(field.min, edition),
      max: ruleIn(field.max, edition),
      repeated: field.presence === 'many' || field.presence === 'some',
      default: field.default === undefined ? undefined : ruleIn(field.default, edition),
    })
  }
  return bound
}

const elements = (fields: Fields, edition: Edition): Particle[] =>
  boundFields(fields, edition).map((field) => ({ kind: 'element', field }))

function particlesOf(part: Part, edition: Edition): Particle[] {
  if (part.part === 'sequence') return elements(part.fields, edition)
  if (part.part !== 'choice') return []
  // First, so that writing goes through its names in their order even where another alternative repeats one.
  const inner = elements(part.or, edition)
  const particles = elements(part.fields, edition)
  if (inner.length > 0) particles.unshift({ kind: 'sequence', particles: inner })
  return particles.length === 0 ? [] : [{ kind: 'choice', particles, min: part.min }]
}

/** The children that an element of this type has in this edition. */
export const contentOf = (parts: readonly Part[], edition: Edition): Particle => ({
  kind: 'sequence',
  particles: parts.flatMap((part) => particlesOf(part, edition)),
})

export const attributesOf = (parts: readonly Part[], edition: Edition): BoundField[] =>
  parts.flatMap((part) => (part.part === 'attributes' ? boundFields(part.fields, edition) : []))

export const textOf = (parts: readonly Part[]): SimpleType | undefined =>
  parts.find((part) => part.part === 'text')?.type
