import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type HtmlLetter, judgeHtml } from '../../src/domain/content/html/examine-html.ts'
import { type Difference, readDifferences } from './differences.ts'
import { letterShape, wordsOf } from './letter-shape.ts'

/** The labels of digipost-html-validator 1.1.5: `unchanged`, `rewritten` with its output, or `refused`. */
interface Label {
  verdict: string
  output?: string
}
interface Labelled {
  name: string
  bytes: Uint8Array
  written: string
  label: Label
}

const folder = join(import.meta.dirname, '../../../../../shared/oracles/html')
const absent = existsSync(folder) ? false : '../shared/oracles/html is absent'
if (absent !== false) process.emitWarning('NOTICE: ../shared/oracles/html is absent; no HTML letter is compared')

function readLetters(): Labelled[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const letters = Object.entries(read('letters.json') as Record<string, { html?: string; base64?: string }>)
  const { verdicts: labels } = read('expected.json') as { verdicts: Record<string, Label> }
  return letters.map(([name, { html, base64 }]) => {
    const bytes = base64 === undefined ? Buffer.from(html ?? '') : Buffer.from(base64, 'base64')
    return { name, bytes, written: bytes.toString(), label: labels[name] ?? { verdict: 'none' } }
  })
}

const differences = readDifferences()
const argued = (name: string): Difference | undefined => differences.find(({ letters }) => letters.includes(name))
const viewOf = (letter: HtmlLetter): string => new TextDecoder().decode(letter.view)

/** In what our judgement of one letter is unlike the label, or undefined. */
function unlike({ bytes, label, written }: Labelled): string | undefined {
  const judged = judgeHtml(bytes)
  const refused = 'faults' in judged
  if (refused || label.verdict === 'refused') {
    return refused === (label.verdict === 'refused')
      ? undefined
      : `${label.verdict}, ours ${refused ? 'refused' : 'accepted'}`
  }
  if (label.verdict === 'unchanged' && judged.changes.length > 0) return `unchanged, ours ${judged.changes[0]?.what}`
  const theirs = letterShape(label.output ?? written).join('\n')
  return theirs === letterShape(viewOf(judged)).join('\n') ? undefined : 'another view'
}

describe('letters that the official validator has judged', { skip: absent }, () => {
  const letters = absent === false ? readLetters() : []

  test('are judged and shown alike, but for the differences that are argued', () => {
    assert.ok(letters.length > 1700)
    const unargued = letters.flatMap((letter) => {
      const difference = unlike(letter)
      return difference === undefined || argued(letter.name) !== undefined ? [] : [`${letter.name}: ${difference}`]
    })
    assert.deepEqual(unargued, [])
  })

  test('no difference is argued that there is not', () => {
    const unlikeNames = new Set(letters.filter((letter) => unlike(letter) !== undefined).map(({ name }) => name))
    const stale = differences.flatMap(({ letters: names }) => names.filter((name) => !unlikeNames.has(name)))
    assert.deepEqual(stale, [])
    const names = differences.flatMap((difference) => difference.letters)
    assert.equal(new Set(names).size, names.length, 'a letter is argued twice')
  })

  test('what is argued as read by browsers is shown as a browser reads the letter itself', () => {
    const asRead = letters.filter(({ name }) => argued(name)?.kind === 'as browsers read it')
    assert.ok(asRead.length > 10)
    for (const { name, bytes, written } of asRead) {
      const judged = judgeHtml(bytes)
      assert.ok(!('faults' in judged), name)
      assert.deepEqual(letterShape(viewOf(judged)), letterShape(written), name)
    }
  })

  test('no view loses a word that a browser shows', () => {
    for (const { name, bytes, written } of letters) {
      const judged = judgeHtml(bytes)
      if ('faults' in judged) continue
      assert.equal(wordsOf(viewOf(judged)), wordsOf(written), name)
    }
  })

  test('changes that a reader would see are reported, and no others', () => {
    const wrong: string[] = []
    for (const { name, bytes, written } of letters) {
      const judged = judgeHtml(bytes)
      if ('faults' in judged || argued(name)?.kind === 'shows nothing') continue
      const same = letterShape(viewOf(judged)).join('\n') === letterShape(written).join('\n')
      // How links open, and second attributes, are no part of the shape.
      const unseen = judged.changes.every(({ what }) => /target|rel of|has already|comment|CDATA/.test(what))
      if (same !== unseen) wrong.push(`${name}: ${JSON.stringify(judged.changes)}`)
    }
    assert.deepEqual(wrong, [])
  })
})
