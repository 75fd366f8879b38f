import { namespaces } from '../versions.ts'
import { bindType } from '../xml/bound-type.ts'
import { oneOfDataTypes } from '../xml/complex-types.ts'
import { documentText } from '../xml/prolog.ts'
import { readWith } from '../xml/reader.ts'
import { schemaError } from '../xml/schema-error.ts'
import type { ValueOf } from '../xml/values.ts'
import { writeRoot } from '../xml/writer.ts'
import { dataTypes } from './data-types/index.ts'

/**
 * Holds the data type of a document: exactly one root element of the data types (protocol 7.12).
 *
 * The message schema says only `xs:any` of the namespace here, with strict processing but without importing the data
 * types, so a validator that has the message schema alone can judge nothing in it. We read it by the tables of the
 * data types, as strictly as the rest: a wrong data type is SCHEMA_VALIDATION_ERROR at its own path.
 */
export const dataType = oneOfDataTypes('data-type', dataTypes)
export type DataType = ValueOf<typeof dataType>
export type DataTypeName = keyof typeof dataTypes

const isDataTypeName = (name: string): name is DataTypeName => Object.hasOwn(dataTypes, name)

/**
 * One data type as an XML fragment without a declaration, for storage.
 *
 * @throws MailError SCHEMA_VALIDATION_ERROR when the value does not follow the schema
 */
export function writeDataType(value: DataType): string {
  if (!isDataTypeName(value.name)) throw schemaError('unknown data type', { path: '/' })
  return writeRoot(value.name, bindType(dataTypes[value.name], 'datatypes'), value.value)
}

/**
 * Reads what `writeDataType` wrote, or any document that holds one data type.
 *
 * @throws MailError SCHEMA_VALIDATION_ERROR when it does not follow the schema
 */
export function readDataType(xml: string): DataType {
  const text = documentText(new TextEncoder().encode(xml))
  let name: DataTypeName | undefined
  const { value } = readWith((namespace, local, fail) => {
    if (namespace !== namespaces.datatypes || !isDataTypeName(local)) return fail('expected a data type')
    name = local
    return bindType(dataTypes[local], 'datatypes')
  }, text)
  return { name, value } as DataType
}
