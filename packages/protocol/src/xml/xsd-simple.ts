import { type Edition, ruleIn } from '../versions.ts'
import type { Facets, SimpleType } from './simple-types.ts'
import { valuesIn } from './simple-values.ts'

/** An XML element of the schema document: attributes that are undefined are left out. */
export function node(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}"`)
    .join('')
  if (children.length === 0) return `<xsd:${name}${written}/>`
  const inner = children.map((child) => child.replace(/^/gm, '  ')).join('\n')
  return `<xsd:${name}${written}>\n${inner}\n</xsd:${name}>`
}

function facetNodes(facets: Facets, edition: Edition): string[] {
  const single = {
    length: facets.length,
    minLength: facets.minLength,
    maxLength: facets.maxLength === undefined ? undefined : ruleIn(facets.maxLength, edition),
    minInclusive: facets.minInclusive,
    totalDigits: facets.totalDigits,
    fractionDigits: facets.fractionDigits,
    pattern: facets.pattern?.xsd,
  }
  return [
    ...Object.entries(single).flatMap(([name, value]) => (value === undefined ? [] : [node(name, { value })])),
    ...valuesIn(facets, edition).map((value) => node('enumeration', { value })),
  ]
}

const isBuiltIn = (type: SimpleType) => Object.keys(type.facets).length === 0

/** The name by which the schema document refers to a type, or undefined for one declared in place. */
export const simpleName = (type: SimpleType): string | undefined => (isBuiltIn(type) ? `xsd:${type.base}` : type.name)

/** The declaration of a simple type that is not built in. */
export const simpleTypeNode = (type: SimpleType, edition: Edition): string =>
  node('simpleType', { name: type.name }, [
    node('restriction', { base: `xsd:${type.base}` }, facetNodes(type.facets, edition)),
  ])
