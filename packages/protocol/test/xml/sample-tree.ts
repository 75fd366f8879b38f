import { type Edition, existsIn, namespaces } from '../../src/versions.ts'
import { bindType } from '../../src/xml/bound-type.ts'
import type { ComplexType } from '../../src/xml/complex-types.ts'
import { type BoundField, contentOf, type Particle } from '../../src/xml/content-model.ts'
import type { SimpleType } from '../../src/xml/simple-types.ts'
import type { Random } from './random.ts'
import { validText } from './sample-text.ts'

/** An element that is to be written, and later perhaps broken. */
export interface Tree {
  name: string
  namespace: string
  attributes: Map<string, string>
  children: Tree[]
  text: string
  /** What its text is, when it has only text; tells a change what is nearly right. */
  simple: SimpleType | undefined
  /** What its attributes are. */
  attributeTypes: ReadonlyMap<string, SimpleType>
  /** Set where children stand. */
  mixed: boolean
  edition: Edition
}

const xsiType = '{xsi}type'

/** Grows random documents that follow the tables. */
export class Growth {
  readonly random: Random
  depth = 0

  constructor(random: Random) {
    this.random = random
  }

  times(field: BoundField): number {
    if (field.max === 1) return field.min === 1 || this.random.chance(this.depth > 5 ? 0.2 : 0.5) ? 1 : 0
    if (this.depth > 5) return field.min
    if (Number.isFinite(field.max) && this.random.chance(0.01)) return field.max
    return Math.max(field.min, Math.min(field.max, this.random.below(3)))
  }

  particle(particle: Particle, edition: Edition): Tree[] {
    if (particle.kind === 'element') {
      return Array.from({ length: this.times(particle.field) }, () => this.field(particle.field, edition))
    }
    if (particle.kind === 'sequence') return particle.particles.flatMap((inner) => this.particle(inner, edition))
    if (particle.min === 0 && this.random.chance(0.2)) return []
    const chosen = this.random.pick(particle.particles)
    return chosen.kind === 'element' ? [this.field(chosen.field, edition)] : this.particle(chosen, edition)
  }

  field(field: BoundField, edition: Edition): Tree {
    if (field.type.kind === 'complex') return this.complex(field.name, field.type, edition)
    const isStandIn = field.default !== undefined && this.random.chance(0.2)
    return {
      ...this.empty(field.name, edition),
      simple: field.type,
      text: isStandIn ? '' : validText(field.type, edition, this.random),
    }
  }

  empty(name: string, edition: Edition): Tree {
    const namespace = namespaces[edition]
    const attributeTypes = new Map<string, SimpleType>()
    return {
      name,
      namespace,
      attributes: new Map(),
      children: [],
      text: '',
      simple: undefined,
      attributeTypes,
      mixed: false,
      edition,
    }
  }

  /** The declared type or a variant; only an abstract type needs one. */
  actual(type: ComplexType, edition: Edition): ComplexType {
    const variants = (type.variants ?? []).filter((variant) => existsIn(edition, variant))
    if (variants.length === 0) return type
    return type.abstract === true || this.random.chance(0.3) ? this.random.pick(variants) : type
  }

  complex(name: string, declared: ComplexType, edition: Edition): Tree {
    const type = this.actual(declared, edition)
    const bound = bindType(type, edition)
    const tree = this.empty(name, edition)
    if (type !== declared) tree.attributes.set(xsiType, type.name)
    for (const { name: attribute, type: simple, min } of bound.attributes.values()) {
      if (simple.kind !== 'simple') continue
      if (min > 0 || this.random.chance(0.4)) tree.attributes.set(attribute, validText(simple, edition, this.random))
    }
    tree.attributeTypes = new Map(
      [...bound.attributes].flatMap(([attribute, { type: simple }]) =>
        simple.kind === 'simple' ? [[attribute, simple] as const] : [],
      ),
    )
    this.depth++
    if (bound.text !== undefined) {
      tree.simple = bound.text
      tree.text = validText(bound.text, edition, this.random)
    } else if (type.wildcard !== undefined) {
      const held = this.random.pick(type.wildcard)
      tree.children = [this.complex(held.element ?? held.name, held, 'datatypes')]
    } else {
      tree.children = this.particle(contentOf(type.parts, edition), edition)
      if (type.unordered === true) tree.children.sort(() => this.random.next() - 0.5)
    }
    tree.mixed = !bound.empty && bound.text === undefined
    this.depth--
    return tree
  }
}
