type Schema = Record<string, unknown>

/** One line about one property, `letters[].id`. */
export interface SchemaRow {
  name: string
  type: string
  required: boolean
}

/** A schema as lines, one for each property however deep it lies. */
export function schemaRows(schema: unknown, prefix = ''): SchemaRow[] {
  const { properties, required, items, anyOf } = schema as Schema
  if (Array.isArray(anyOf)) return anyOf.flatMap((one: unknown) => schemaRows(one, prefix))
  if (items !== undefined) return schemaRows(items, `${prefix}[]`)
  const needed = new Set(Array.isArray(required) ? required : [])
  return Object.entries((properties ?? {}) as Record<string, Schema>).flatMap(([name, one]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    return [{ name: path, type: typeText(one), required: needed.has(name) }, ...schemaRows(one, path)]
  })
}

/** The type of one property in words. */
export function typeText(schema: unknown): string {
  const { type, enum: choices, const: only, items, anyOf, pattern, ...limits } = schema as Schema
  if (only !== undefined) return `"${String(only)}"`
  if (Array.isArray(choices)) return choices.map((one) => (one === null ? 'null' : `"${String(one)}"`)).join(' or ')
  if (Array.isArray(anyOf)) return anyOf.map(typeText).join(' or ')
  if (items !== undefined) return `list of ${typeText(items)}${limitText(limits)}`
  const name = Array.isArray(type) ? type.join(' or ') : String(type ?? 'anything')
  return name + limitText(limits)
}

function limitText({ minItems, maxItems, uniqueItems, maxLength }: Schema): string {
  const said = [
    minItems === undefined ? '' : `at least ${String(minItems)}`,
    maxItems === undefined ? '' : `at most ${String(maxItems)}`,
    uniqueItems === true ? 'each once' : '',
    maxLength === undefined ? '' : `at most ${String(maxLength)} characters`,
  ].filter((one) => one !== '')
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}
