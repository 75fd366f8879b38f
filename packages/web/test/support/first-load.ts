import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The mailbox design, section 10: thousands of bytes, gzip -9. Above these the build is a mistake. */
export const firstLoadBudget = { scripts: 130, styles: 30, font: 50, all: 215 }

export const dist = join(import.meta.dirname, '../../dist')

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}
type Manifest = Readonly<Record<string, Chunk>>

const zipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000

/** What the built page cannot start without, in thousands of bytes, gzip -9. */
export function firstLoad(): { scripts: number; styles: number; font: number; all: number } {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest
  const chunks = firstChunks(manifest)
  const sum = (files: string[]) => files.reduce((total, file) => total + zipped(file), 0)
  const latin = Object.values(manifest).find(({ file }) => /inter-latin-wght/.test(file))?.file
  assert.ok(latin)
  const scripts = sum(chunks.map(({ file }) => file))
  const styles = sum(chunks.flatMap(({ css }) => css ?? []))
  const font = readFileSync(join(dist, latin)).length / 1000
  return { scripts, styles, font, all: scripts + styles + font + zipped('index.html') }
}

/** The entry and all that it cannot start without: static imports, and the largest of the three catalogues. */
function firstChunks(manifest: Manifest): Chunk[] {
  const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry)
  assert.ok(entry)
  const keys = new Set<string>()
  const visitChunk = (key: string): void => {
    if (keys.has(key)) return
    keys.add(key)
    for (const imported of manifest[key]?.imports ?? []) visitChunk(imported)
  }
  visitChunk(entry[0])
  const catalogues = Object.keys(manifest).filter((key) => /locales\/\w+\.json$/.test(key))
  assert.equal(catalogues.length, 3, 'each language is a chunk of its own')
  const largest = catalogues.toSorted((a, b) => zipped(manifest[b]?.file ?? '') - zipped(manifest[a]?.file ?? ''))[0]
  if (largest !== undefined) keys.add(largest)
  return [...keys].flatMap((key) => manifest[key] ?? [])
}
