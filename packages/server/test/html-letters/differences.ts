import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of the table of differences in docs/explain/html-letters.md. */
export interface Difference {
  kind: string
  letters: string[]
}

/** The differences from the official validator that are argued, letter by letter. */
export function readDifferences(): Difference[] {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/explain/html-letters.md'), 'utf8')
  const [, table = ''] = page.split('## Differences')
  return [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)]
    .map(([, kind = '', letters = '']) => ({
      kind: kind.trim(),
      letters: [...letters.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    }))
    .filter(({ letters }) => letters.length > 0)
}
