import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { pageText } from './page-text.ts'
import type { Mark, PageSource, PlacedText, StructContent, StructNode } from './structure.ts'
import { sizeOf, wordsOf } from './text-node.ts'

const roles = (
  'Document Sect Div NonStruct P H H1 H2 H3 Title L LI Lbl LBody Table THead TBody TR TH TD Caption Figure Link Span ' +
  'Note BlockQuote Code TOC TOCI Formula Em Unknown'
).split(' ')

const content: fc.Arbitrary<StructContent> = fc.record({
  type: fc.constantFrom('content', 'content', 'annotation', 'object'),
  id: fc.nat({ max: 12 }).map((number) => `mc${number}`),
})

const { tree } = fc.letrec<{ tree: StructNode; child: StructNode | StructContent }>((tie) => ({
  tree: fc.record(
    {
      role: fc.constantFrom(...roles),
      children: fc.array(tie('child'), { maxLength: 4 }),
      colSpan: fc.integer({ min: -1, max: 100_000 }),
      rowSpan: fc.integer({ min: -1, max: 100_000 }),
      lang: fc.constantFrom('nb', 'x', '', 'nb_NO'),
    },
    { requiredKeys: ['role', 'children'] },
  ),
  child: fc.oneof({ maxDepth: 5, depthSize: 'medium' }, content, tie('tree')),
}))

const placed: fc.Arbitrary<PlacedText> = fc.record({
  str: fc.constantFrom('ord', ' ', '', '1 249,00', 'Sum:', 'lang tekst med flere ord'),
  hasEOL: fc.boolean(),
  transform: fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 800 })).map(([x, y]) => [12, 0, 0, 12, x, y]),
  width: fc.nat({ max: 300 }),
  height: fc.constant(12),
})
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.nat({ max: 12 }).map((number) => ({ type: 'beginMarkedContentProps', id: `mc${number}`, tag: 'P' })),
  fc.constant({ type: 'endMarkedContent' }),
  fc.constant({ type: 'beginMarkedContent', tag: 'Span' }),
)
const texts = fc.array(fc.oneof({ weight: 2, arbitrary: placed }, { weight: 1, arbitrary: mark }), { maxLength: 40 })

const source = (struct: StructNode | null, page: (PlacedText | Mark)[]): PageSource => ({
  ...{ number: 1, tree: struct, texts: page, links: new Map(), hasFields: false },
})

/** Letters and figures alone: where words meet, a space may come between or not. */
const letters = (text: string): string => [...text.replaceAll(/\s/g, '')].toSorted().join('')
const lettersOf = (page: readonly (PlacedText | Mark)[]): string =>
  letters(page.map((text) => ('str' in text ? text.str : '')).join(''))

describe('a page’s text', () => {
  it('loses nothing and says nothing twice, whatever the tags are', () => {
    fc.assert(
      fc.property(fc.option(tree), texts, (struct, page) => {
        const { page: made } = pageText(source(struct, page), [])
        assert.equal(letters(wordsOf([...made.nodes, ...made.rest])), lettersOf(page))
        assert.equal(made.size, sizeOf(made.nodes) + sizeOf(made.rest))
      }),
      { numRuns: 1500 },
    )
  })

  it('has headings that never skip a level, from page to page', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(tree, texts), { maxLength: 4 }), (pages) => {
        let headings: readonly number[] = []
        const levels = [1]
        for (const [struct, page] of pages) {
          const made = pageText(source(struct, page), headings)
          headings = made.headings
          levels.push(
            ...[...JSON.stringify(made.page.nodes).matchAll(/"tag":"h(\d)"/g)].map(([, level]) => Number(level)),
          )
        }
        for (const [at, level] of levels.entries()) assert.ok(level <= (levels[at - 1] ?? 1) + 1, levels.join(' '))
      }),
      { numRuns: 500 },
    )
  })

  it('is made of a circle of elements without end', () => {
    const circle: { role: string; children: StructNode[] } = { role: 'Sect', children: [] }
    circle.children.push(circle)
    const page: (PlacedText | Mark)[] = [
      { str: 'Hei', hasEOL: false, transform: [1, 0, 0, 1, 0, 0], width: 1, height: 1 },
    ]
    assert.equal(letters(wordsOf(pageText(source(circle, page), []).page.rest)), 'Hei')
  })
})
