import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root, type StepResult } from '../step.ts'
import { generatedDocuments } from './all.ts'
import { notice } from './generated-document.ts'

/** Whether every generated page says what the code says today. */
export async function checkDocuments(): Promise<StepResult> {
  const stale: string[] = []
  for (const { path, write } of generatedDocuments) {
    const expected = notice + (await write())
    const actual = await readFile(join(root, path), 'utf8').catch(() => undefined)
    if (actual !== expected) stale.push(path)
  }
  return stale.length === 0
    ? { ok: true, output: '' }
    : { ok: false, output: `Stale: ${stale.join(', ')}. Run npm run docs and commit what it writes.` }
}
