/** `npm run docs`: writes the pages of docs/reference that the code describes. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generatedDocuments } from './documents/all.ts'
import { notice } from './documents/generated-document.ts'
import { root } from './step.ts'

for (const { path, write } of generatedDocuments) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), notice + (await write()))
  console.log(path)
}
