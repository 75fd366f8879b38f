import { globSync } from 'node:fs'
import { root } from '../step.ts'

/**
 * What each area of `npm test -- <area>` runs. Slow areas first, so that they do not end a run alone on one core. What
 * takes minutes by its nature (many crashes, many starts, every view in every form) is an area of its own, so that the
 * area one works in stays quick.
 */
const areas: Record<string, readonly string[]> = {
  crash: ['packages/server/test/crash/**/*.test.ts'],
  accessibility: ['packages/web/test/{accessibility,every-view}.test.ts'],
  embedded: ['packages/server/test/embedded/**/*.test.ts'],
  web: ['packages/web/{src,test}/**/!(accessibility|every-view).test.ts'],
  hostile: ['packages/server/test/hostile/**/*.test.ts'],
  server: [
    'packages/server/test/!(crash|hostile|embedded)/**/*.test.ts',
    'packages/server/test/*.test.ts',
    'packages/server/src/**/*.test.ts',
  ],
  cli: ['packages/cli/{src,test}/**/*.test.ts'],
  client: ['packages/client/{src,test}/**/*.test.ts'],
  protocol: ['packages/protocol/{src,test}/**/*.test.ts'],
  tooling: ['tooling/**/*.test.ts', 'bench/**/*.test.ts'],
}

const areaNames = Object.keys(areas)

const find = (patterns: readonly string[]) =>
  globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] }).sort()

/**
 * The test files of the areas asked for; a word that names no area is a part of a path.
 * @throws when a word finds nothing, since a run that tests nothing must not pass
 */
export function testFiles(words: readonly string[]): string[] {
  const all = areaNames.flatMap((name) => find(areas[name] ?? []))
  if (words.length === 0) return unique(all)
  return unique(
    words.flatMap((word) => {
      const found = areas[word] ? find(areas[word]) : all.filter((path) => path.includes(word))
      if (found.length === 0) throw new Error(`no test is found by “${word}”; areas: ${areaNames.join(', ')}`)
      return found
    }),
  )
}

/**
 * Of the files that failed, those that CI runs once more, alone: a browser on a busy machine is late in ways that are
 * no fault of the page. Nothing else: where the server itself is late or lost, that is what its tests are for. Many
 * failures are no accident either, and are left as they are (docs/decisions/0021).
 */
export function secondTries(failed: readonly string[]): readonly string[] {
  const browser = new Set(find(['packages/web/test/**/*.test.ts']))
  return failed.length <= 3 && failed.every((path) => browser.has(path)) ? failed : []
}

const unique = (paths: readonly string[]) => [...new Set(paths)]
