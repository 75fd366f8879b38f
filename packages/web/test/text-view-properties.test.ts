import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import type { PageText } from '../src/letter/pdf/text/page-text.ts'
import { wordsOf } from '../src/letter/pdf/text/text-node.ts'
import { startBrowser } from './support/browser.ts'
import { decisionHtml, pdfOf } from './support/documents.ts'
import { allNodes as all, readText as read, wordsShown } from './support/read-text.ts'
import { taggedDocuments } from './support/tagged-documents.ts'

let browser: Browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser.close())

const tagsOf = ({ nodes }: PageText): string[] => [...all(nodes)].map(({ tag }) => tag)

const wordsAlike = (words: string[]): string[] => words.map((word) => word.normalize('NFKC'))
const lettersOf = (words: string[]): string => words.join('').replaceAll(/[-\u2010\u00ad]/g, '')

describe('the text view of a tagged PDF', () => {
  for (const [name, html] of Object.entries({ ...taggedDocuments, decision: decisionHtml })) {
    it(`says the same words in the same order: ${name}`, async () => {
      for (const { words, page } of await read(await pdfOf(browser, html))) {
        // raised figures and words divided at a line's end are written otherwise here; their letters are the same
        const compare = name === 'hyphens' ? lettersOf : wordsAlike
        assert.deepEqual(compare(wordsShown(page)), compare(words), `page ${page.number}`)
        assert.equal(page.form, 'tagged')
        assert.deepEqual(page.rest, [])
      }
    })
  }

  it('has the PDF’s headings, with no level skipped below the letter’s own', async () => {
    const [first] = await read(await pdfOf(browser, taggedDocuments['headings'] ?? ''))
    assert.ok(first)
    const headings = [...all(first.page.nodes)].filter(({ tag }) => /^h\d$/.test(tag))
    assert.deepEqual(
      headings.map(({ tag, children }) => `${tag} ${wordsOf(children)}`),
      ['h2 Vedtak', 'h3 Hopper over en', 'h3 Tilbake', 'h4 Dypt', 'h2 Nytt'],
    )
  })

  it('has tables with scopes, spans and figures to the right', async () => {
    const [first] = await read(await pdfOf(browser, taggedDocuments['table'] ?? ''))
    assert.ok(first)
    const cells = [...all(first.page.nodes)].filter(({ tag }) => tag === 'th' || tag === 'td')
    const told = cells.map(({ tag, scope, colSpan, rowSpan, figures, children }) =>
      [tag, scope, colSpan, rowSpan, figures && '→', wordsOf(children).trim()]
        .filter((each) => each !== undefined)
        .join(' '),
    )
    assert.deepEqual(told, [
      ...[
        'th col Post',
        'th col 2 Beløp',
        'th row Full pris',
        'td → 2 000,00',
        'td kr',
        'th row 2 Rabatt',
        'td → −751,00',
      ],
      ...['td kr', 'td → 12,5 %'],
    ])
    assert.deepEqual(tagsOf(first.page).slice(0, 4), ['div', 'table', 'caption', 'thead'], 'the div has the language')
  })

  it('keeps figures under their headings where empty cells were left out of the tags', async () => {
    const [first] = await read(await pdfOf(browser, taggedDocuments['empty cells'] ?? ''))
    assert.ok(first)
    const rows = [...all(first.page.nodes)].filter(({ tag }) => tag === 'tr')
    assert.deepEqual(
      rows.map(({ children }) => children.map((cell) => wordsOf([cell]).trim()).join('|')),
      ['|2025|2026', 'Barnehage|1 000|2 000', 'SFO||300', 'Kulturskole|40'],
    )
  })

  it('nests lists and keeps their own numbers', async () => {
    const [first] = await read(await pdfOf(browser, taggedDocuments['lists'] ?? ''))
    assert.ok(first)
    const labels = [...all(first.page.nodes)]
      .filter(({ tag }) => tag === 'label')
      .map(({ children }) => wordsOf(children))
    assert.deepEqual(
      labels.filter((label) => /\p{L}|\d/u.test(label)),
      ['3.', '4.', 'a.', 'b.'],
    )
    const [list] = [...all(first.page.nodes)].filter(({ tag }) => tag === 'ol')
    assert.ok(list)
    assert.equal([...all(list.children)].filter(({ tag }) => tag === 'ul').length, 2)
  })

  it('keeps descriptions, languages and links', async () => {
    const figures = await read(await pdfOf(browser, taggedDocuments['figures'] ?? ''))
    const described = figures
      .flatMap(({ page }) => [...all(page.nodes)])
      .flatMap(({ description }) => description ?? [])
    assert.deepEqual(described, ['hake', 'Kart over veien'])
    const languages = await read(await pdfOf(browser, taggedDocuments['languages'] ?? ''))
    const langs = languages.flatMap(({ page }) => [...all(page.nodes)]).flatMap(({ lang }) => lang ?? [])
    assert.deepEqual(
      langs.filter((lang) => lang !== 'en'),
      ['se', 'nn', 'de'],
    )
    const links = await read(await pdfOf(browser, taggedDocuments['links'] ?? ''))
    const hrefs = links.flatMap(({ page }) => [...all(page.nodes)]).flatMap(({ href }) => href ?? [])
    assert.deepEqual(
      hrefs.map((href) => href.replace(/,.*/, ',…')),
      [
        'https://www.fjellvik.example/klage?sak=1',
        'mailto:post@fjellvik.example',
        'page:2,…',
        'https://fjellvik.example/',
      ],
    )
  })

  it('joins words that the browser divided, keeps hyphens of the words’ own and text with letter-spacing whole', async () => {
    const [first] = await read(await pdfOf(browser, taggedDocuments['hyphens'] ?? ''))
    assert.ok(first)
    const words = wordsShown(first.page)
    for (const word of [
      'foreldrebetalingsmoderasjonsordningens',
      'saksbehandlingstid,',
      'e-post',
      '2026-11-23,',
      'VEDTAK',
    ]) {
      assert.ok(words.includes(word), `${word} in ${words.join(' ')}`)
    }
  })

  it('breaks lines where an address does, and joins those that only ran out of room', async () => {
    const [first] = await read(await pdfOf(browser, taggedDocuments['addresses'] ?? ''))
    assert.ok(first)
    const breaks = [...all(first.page.nodes)]
      .filter(({ tag }) => tag === 'p')
      .map((p) => [...all(p.children)].filter(({ tag }) => tag === 'br').length)
    assert.deepEqual(breaks, [2, 0, 2, 0, 0, 1])
  })
})
