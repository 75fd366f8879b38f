/**
 * Asks the official validator itself, for letters made at random or named on the command line, and lists where it judges
 * otherwise than we do. Needs Maven, Java 17 and, the first time, the network; it is no part of `npm test`.
 *
 *   npm run ask-official -w @brevdue/server [-- --letters 5000 --seed 7 | letter.html …]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { judgeHtml } from '../../src/domain/content/html/examine-html.ts'
import { randomLetters } from './random-letters.ts'

const official = join(import.meta.dirname, 'official')
const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath'

function classPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'brevdue-official-'))
  try {
    const file = join(folder, 'classpath')
    execFileSync('mvn', ['-q', '-B', '-f', join(official, 'pom.xml'), plugin, `-Dmdep.outputFile=${file}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return readFileSync(file, 'utf8').trim()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function officialVerdicts(letters: readonly Uint8Array[]): string[] {
  const input = letters.map((letter) => `${Buffer.from(letter).toString('base64')}\n`).join('')
  const output = execFileSync('java', ['-cp', classPath(), join(official, 'Verdicts.java')], {
    input,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return output.toString().trim().split('\n')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Where ours is known to be stricter or to keep more; docs/explain/html-letters.md has the reasons. */
function isExplained(letter: string, fault: string | undefined): boolean {
  if (fault === undefined) return /\/\/|\\|\d\.(?!\d)/.test(letter)
  return fault.startsWith('<style>') || fault.startsWith('attribute style') || fault.includes('not UTF-8')
}

const { values, positionals } = parseArgs({
  options: {
    letters: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
  allowPositionals: true,
})
const drawn = { numRuns: Number(values.letters), seed: Number(values.seed) }
const letters: Uint8Array[] =
  positionals.length > 0
    ? positionals.map((path) => readFileSync(path))
    : fc.sample(randomLetters, drawn).map((letter) => Buffer.from(letter))
const verdicts = officialVerdicts(letters)
let explained = 0
let unlike = 0
for (const [index, letter] of letters.entries()) {
  const judged = judgeHtml(letter)
  const fault = 'faults' in judged ? judged.faults[0]?.what : undefined
  if ((fault === undefined ? 'accepted' : 'refused') === verdicts[index]) continue
  const text = new TextDecoder().decode(letter)
  if (isExplained(text, fault)) explained++
  else {
    unlike++
    say(`official: ${verdicts[index]}; ours: ${fault ?? 'accepted'}\n  ${positionals[index] ?? text}`)
  }
}
say(`${letters.length} letters, seed ${values.seed}: ${unlike} judged otherwise, ${explained} for a known reason`)
process.exitCode = unlike > 0 ? 1 : 0
