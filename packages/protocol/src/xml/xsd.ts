import { type Edition, existsIn, namespaces } from '../versions.ts'
import type { AnyElement, ComplexType } from './complex-types.ts'
import { attributesOf, type BoundField, contentOf, type Particle, textOf } from './content-model.ts'
import type { SimpleType } from './simple-types.ts'
import { node, simpleName, simpleTypeNode } from './xsd-simple.ts'

/** Collects the named types that the declarations written so far refer to. */
class SchemaWriting {
  readonly edition: Edition
  readonly declared = new Map<string, string>()

  constructor(edition: Edition) {
    this.edition = edition
  }

  /** How an element or attribute says its type: by name, or by the children that declare it in place. */
  reference(type: SimpleType | ComplexType): { type: string | undefined; children: string[] } {
    if (type.kind === 'complex') {
      this.declare(type)
      return { type: type.name, children: [] }
    }
    const name = simpleName(type)
    if (name === undefined) return { type: undefined, children: [simpleTypeNode(type, this.edition)] }
    if (name === type.name) this.declared.set(name, simpleTypeNode(type, this.edition))
    return { type: name, children: [] }
  }

  element({ name, type, min, max, default: standIn }: BoundField): string {
    const { type: reference, children } = this.reference(type)
    const occurs = {
      minOccurs: min === 1 ? undefined : min,
      maxOccurs: max === 1 ? undefined : max === Number.POSITIVE_INFINITY ? 'unbounded' : max,
    }
    return node('element', { name, type: reference, ...occurs, default: standIn }, children)
  }

  attribute({ name, type, min, default: standIn }: BoundField): string {
    const { type: reference, children } = this.reference(type)
    return node(
      'attribute',
      { name, type: reference, use: min > 0 ? 'required' : undefined, default: standIn },
      children,
    )
  }

  particle(particle: Particle): string {
    if (particle.kind === 'element') return this.element(particle.field)
    const minOccurs = particle.kind === 'choice' && particle.min === 0 ? 0 : undefined
    return node(
      particle.kind,
      { minOccurs },
      particle.particles.map((inner) => this.particle(inner)),
    )
  }

  content(type: ComplexType, parts: ComplexType['parts']): string[] {
    if (type.wildcard !== undefined) {
      return [node('sequence', {}, [node('any', { namespace: namespaces.datatypes, processContents: 'strict' })])]
    }
    const content = contentOf(parts, this.edition)
    if (content.kind !== 'sequence' || content.particles.length === 0) return []
    const written = content.particles.map((particle) => this.particle(particle))
    return [node(type.unordered === true ? 'all' : 'sequence', {}, written)]
  }

  /** The declaration of a complex type, named or in place. */
  complexType(type: ComplexType, name: string | undefined): string {
    const own = type.base === undefined ? type.parts : type.parts.slice(type.base.parts.length)
    const inner = [
      ...this.content(type, own),
      ...attributesOf(own, this.edition).map((attribute) => this.attribute(attribute)),
    ]
    const attributes = { name, abstract: type.abstract === true ? 'true' : undefined }
    const text = textOf(type.parts)
    if (text !== undefined) {
      const extension = node('extension', { base: this.reference(text).type }, inner)
      return node('complexType', attributes, [node('simpleContent', {}, [extension])])
    }
    if (type.base === undefined) return node('complexType', attributes, inner)
    const extension = node('extension', { base: type.base.name }, inner)
    return node('complexType', attributes, [node('complexContent', {}, [extension])])
  }

  declare(type: ComplexType): void {
    if (this.declared.has(type.name) || type.anonymous === true) return
    this.declared.set(type.name, '')
    this.declared.set(type.name, this.complexType(type, type.name))
    for (const variant of type.variants ?? []) if (existsIn(this.edition, variant)) this.declare(variant)
  }

  root(type: AnyElement): string {
    this.declare(type)
    if (type.anonymous !== true) return node('element', { name: type.element, type: type.name })
    return node('element', { name: type.element }, [this.complexType(type, undefined)])
  }
}

/**
 * The XML schema of an edition, made from the tables that reading and writing use. The message schemas of v7 and v8
 * import the data types from a document called datatypes.xsd beside them, so that a validator judges those too; the
 * official ones leave that to the reader (protocol 7.12).
 */
export function writeXsd(edition: Edition, elements: readonly AnyElement[]): string {
  const writing = new SchemaWriting(edition)
  const roots = elements.filter((element) => existsIn(edition, element)).map((element) => writing.root(element))
  const imports =
    edition === 'v7' || edition === 'v8'
      ? [node('import', { namespace: namespaces.datatypes, schemaLocation: 'datatypes.xsd' })]
      : []
  const types = [...writing.declared]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, declaration]) => declaration)
  const namespace = namespaces[edition]
  const schema = node(
    'schema',
    {
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      xmlns: namespace,
      targetNamespace: namespace,
      elementFormDefault: 'qualified',
    },
    [...imports, ...roots, ...types],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generated from packages/protocol/src/elements by "npm run xsd". Do not edit. -->\n${schema}\n`
}
