/**
 * Every number that is seen on the page is in the text view, equal, and no other. What is seen is not taken from the
 * PDFs: fixtures/numbers/letters.json is what the letters were written from, by hand, with the kind of each part; the
 * programs that senders use made the PDFs from it (fixtures/numbers/make.py), and no PDF reader had a part in it.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { TextNode } from '../src/letter/pdf/text/text-node.ts'
import { startBrowser } from './support/browser.ts'
import { type Letter, lettersHtml, type Written } from './support/letters-html.ts'
import { readText } from './support/read-text.ts'

const folder = join(import.meta.dirname, '../../../fixtures/numbers')
const letters = JSON.parse(readFileSync(join(folder, 'letters.json'), 'utf8')) as Letter[]

/** Marks around what is not read in one go with its line. */
const [up, down, struck, end] = ['\ue000', '\ue001', '\ue002', '\ue003']

/** A text's numbers as an eye tells them apart; spaces of all kinds are one, and so are the signs for minus. */
function numbersIn(text: string): string[] {
  const plain = text
    .replaceAll(new RegExp(`${up}([^${end}]*)${end}[\u2044/](?:${down}([^${end}]*)${end}|(?=\\d))`, 'g'), ' $1\u2044$2')
    .replaceAll(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replaceAll(/[\u2212\u2010]/g, '-')
  const numbers = plain.matchAll(
    /[\ue000\ue001\ue002]*(?<![\p{L}\p{N}])-?\p{N}+(?:[.,:/'’\u2044]?\p{N}+| \p{N}{3}(?!\p{N}))*(?: ?%)?/gu,
  )
  return [...numbers].map(([number]) => number)
}

function written(part: Written): string {
  if (typeof part === 'string') return part
  if ('raised' in part) return `${up}${part.raised}${end}`
  if ('lowered' in part) return `${down}${part.lowered}${end}`
  if ('struck' in part) return `${struck}${part.struck}${end}`
  return 'spaced' in part ? part.spaced : ` ${part.fraction.join('\u2044')} `
}

/** What was written, one text for each paragraph and cell. */
function textsOf({ blocks }: Letter): string[] {
  return blocks.flatMap((block) => {
    if ('heading' in block) return [block.heading]
    return 'paragraph' in block ? [block.paragraph.map(written).join('')] : block.table.flat()
  })
}

/** What the view shows, one text for each paragraph and cell. */
function textsShown(nodes: readonly (TextNode | string)[]): string[] {
  return shown(nodes)
    .split('\n')
    .filter((text) => text.trim() !== '')
}

function shown(nodes: readonly (TextNode | string)[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node
      const inside = shown(node.children)
      if (node.tag === 'sup') return `${up}${inside.normalize('NFKC')}${end}`
      if (node.tag === 'sub') return `${down}${inside.normalize('NFKC')}${end}`
      if (node.tag === 'del') return `${struck}${inside}${end}`
      return ['span', 'a', 'em', 'strong', 'code'].includes(node.tag) ? inside : `\n${inside}\n`
    })
    .join('')
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join('|') === other.toSorted().join('|')

async function assertSame(bytes: Uint8Array): Promise<void> {
  const pages = await readText(bytes)
  assert.equal(pages.length, letters.length)
  for (const [at, letter] of letters.entries()) {
    const page = pages[at]?.page
    assert.ok(page)
    const seen = textsOf(letter).flatMap(numbersIn)
    assert.ok(seen.length > 5, `${letter.lang} has numbers`)
    const there = textsShown([...page.nodes, ...page.rest]).flatMap(numbersIn)
    assert.ok(isSame(there, seen), `${letter.lang}: shown ${there.join(' | ')}\nwritten ${seen.join(' | ')}`)
  }
}

describe('every number seen on the page, and no other, is in the text view', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.pdf'))) {
    it(`of ${file}`, () => assertSame(readFileSync(join(folder, file))))
  }

  for (const tagged of [true, false]) {
    it(`of what the browser prints ${tagged ? 'with' : 'without'} tags`, async () => {
      await using browser = await startBrowser()
      const page = await browser.newPage()
      await page.setContent(lettersHtml(letters))
      await assertSame(await page.pdf({ format: 'A4', tagged }))
    })
  }
})
