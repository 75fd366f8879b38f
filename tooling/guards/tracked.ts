import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../step.ts'

const binary = /\.(png|jpe?g|gif|webp|ico|pdf|woff2?|p12|der|bin|wasm|zip)$/

/** Paths of what git keeps or is about to keep: tracked, or new and not ignored. Relative to the root. */
function trackedPaths(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
}

/** Every tracked text with its lines. */
export function* trackedTexts(): Generator<{ path: string; text: string }> {
  for (const path of trackedPaths()) {
    if (!binary.test(path)) yield { path, text: readFileSync(join(root, path), 'utf8') }
  }
}

/** `path:line` of every match of a pattern (which must be global). */
export function places(path: string, text: string, pattern: RegExp): { at: string; match: string }[] {
  return [...text.matchAll(pattern)].map((found) => ({
    at: `${path}:${text.slice(0, found.index).split('\n').length}`,
    match: found[0],
  }))
}
