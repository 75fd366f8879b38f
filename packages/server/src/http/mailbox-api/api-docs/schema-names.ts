import { builtInSchemas } from '../built-in/schemas.ts'
import { schemas } from '../schemas.ts'

const names = new Map<unknown, string>()
for (const [name, schema] of [...Object.entries(builtInSchemas), ...Object.entries(schemas)]) {
  names.set(schema, name.slice(0, 1).toUpperCase() + name.slice(1))
}

/** What a schema is called in the document: what it is called in our code. Undefined for one that has no name there. */
export const nameOf = (schema: unknown): string | undefined => names.get(schema)
