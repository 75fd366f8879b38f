// Writes the XML schemas that the tables in packages/protocol/src/elements describe to docs/reference/xsd.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Edition, schemaOf } from '@brevdue/protocol'

const directory = join(import.meta.dirname, '..', 'docs', 'reference', 'xsd')
const names: Readonly<Record<Edition, string>> = {
  v6: 'api_v6.xsd',
  v7: 'api_v7.xsd',
  v8: 'api_v8.xsd',
  datatypes: 'datatypes.xsd',
}

await mkdir(directory, { recursive: true })
for (const [edition, name] of Object.entries(names)) {
  await writeFile(join(directory, name), schemaOf(edition as Edition))
}
console.log(`Wrote ${Object.values(names).join(', ')} to ${directory}`)
