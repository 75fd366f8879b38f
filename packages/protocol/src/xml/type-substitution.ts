import { type Edition, namespaces } from '../versions.ts'
import { type BoundType, bindType, variantOf } from './bound-type.ts'
import type { SimpleType } from './simple-types.ts'
import type { Fail } from './simple-values.ts'

export const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance'
const schemaNamespace = 'http://www.w3.org/2001/XMLSchema'

interface NamespaceContext {
  resolve(prefix: string): string | undefined
}

function expandedName(qualified: string, context: NamespaceContext): { namespace: string; name: string } {
  const trimmed = qualified.trim()
  const colon = trimmed.indexOf(':')
  const prefix = colon < 0 ? '' : trimmed.slice(0, colon)
  return { namespace: context.resolve(prefix) ?? '', name: trimmed.slice(colon + 1) }
}

/** The type's own name is allowed too, and says nothing new. */
function isOwnName(declared: BoundType | SimpleType, namespace: string, name: string, edition: Edition): boolean {
  if ('machine' in declared) {
    if (declared.type.anonymous === true) return false
    return namespace === namespaces[declared.edition] && name === declared.type.name
  }
  if (declared.name !== undefined) return namespace === namespaces[edition] && name === declared.name
  return Object.keys(declared.facets).length === 0 && namespace === schemaNamespace && name === declared.base
}

/**
 * The type that stands in for the declared one, as xsi:type says: v6 and v7 invoices (protocol 3.23) and the metadata
 * of events (protocol 9.2). Here we are narrower than XML Schema, which also lets a simple type stand that restricts the
 * declared one, such as xs:token for xs:string: no client writes it.
 */
export function substituteType(
  declared: BoundType | SimpleType,
  qualified: string | undefined,
  edition: Edition | undefined,
  context: NamespaceContext,
  fail: Fail,
): BoundType | SimpleType {
  const isAbstract = 'machine' in declared && declared.type.abstract === true
  if (qualified === undefined) return isAbstract ? fail('an xsi:type is needed here') : declared
  const { namespace, name } = expandedName(qualified, context)
  if (!isAbstract && isOwnName(declared, namespace, name, edition ?? 'v8')) return declared
  const variant =
    'machine' in declared && namespace === namespaces[declared.edition]
      ? variantOf(declared.type, name, declared.edition)
      : undefined
  if (variant === undefined || !('machine' in declared)) return fail('this xsi:type may not stand here')
  return bindType(variant, declared.edition)
}
