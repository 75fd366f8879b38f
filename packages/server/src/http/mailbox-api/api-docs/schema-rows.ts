/** The parts of a JSON Schema that ours use. */
interface Schema {
  type?: string | readonly string[]
  enum?: readonly (string | null)[]
  const?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  maxLength?: number
}

/** One line about one property, `letters[].id`. */
export interface SchemaRow {
  name: string
  type: string
  required: boolean
}

/** A schema as lines, one for each property however deep it lies. */
export const schemaRows = (schema: unknown): SchemaRow[] => rowsOf(schema as Schema, '')

function rowsOf({ properties = {}, required, items, anyOf }: Schema, prefix: string): SchemaRow[] {
  if (anyOf !== undefined) return anyOf.flatMap((one) => rowsOf(one, prefix))
  if (items !== undefined) return rowsOf(items, `${prefix}[]`)
  return Object.entries(properties).flatMap(([name, one]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    return [{ name: path, type: typeOf(one), required: required?.includes(name) === true }, ...rowsOf(one, path)]
  })
}

/** The type of one property in words. */
export const typeText = (schema: unknown): string => typeOf(schema as Schema)

function typeOf(schema: Schema): string {
  const { type = 'anything', enum: choices, items, anyOf } = schema
  if (schema.const !== undefined) return `"${schema.const}"`
  if (choices !== undefined) return choices.map((one) => (one === null ? 'null' : `"${one}"`)).join(' or ')
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ')
  const name = items === undefined ? [type].flat().join(' or ') : `list of ${typeOf(items)}`
  return name + limitText(schema)
}

function limitText({ minItems, maxItems, uniqueItems, maxLength }: Schema): string {
  const said = [
    ...(minItems === undefined ? [] : [`at least ${minItems}`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
    ...(uniqueItems === true ? ['each once'] : []),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
  ]
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}
