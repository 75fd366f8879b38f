import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HandMadePdf, handMadePdf, markedLines } from './support/hand-made-pdf.ts'
import { allNodes, outline, type ReadPage, readText, wordsShown } from './support/read-text.ts'

type Element = [role: string, kids: string, more?: string]

/** Elements 101, 102 … below the root, each named by the marks of page one in order. */
function structure(elements: readonly Element[], parents: readonly number[], more = ''): Record<number, string> {
  const objects: Record<number, string> = {}
  const top = elements.map((_, at) => `${101 + at} 0 R`).join(' ')
  objects[100] = `<< /Type /StructTreeRoot /K [${top}] ${more} /ParentTree << /Nums [0 [${parents.map((at) => `${at} 0 R`).join(' ')}]] >> >>`
  for (const [at, [role, kids, extra = '']] of elements.entries()) {
    objects[101 + at] = `<< /Type /StructElem /S /${role} /P 100 0 R /Pg 10 0 R /K [${kids}] ${extra} >>`
  }
  return objects
}

async function one(pdf: HandMadePdf): Promise<ReadPage> {
  const [first] = await readText(handMadePdf(pdf))
  assert.ok(first)
  return first
}

const sorted = (words: string[]): string[] => words.toSorted()

describe('tags that no program would write', () => {
  it('may name their content in another order than it lies in: the tree’s order is the one to read in', async () => {
    const content = markedLines([
      ['andre', 0],
      ['avsnitt', 1],
      ['Overskrift', 2],
    ])
    const { words, page } = await one({
      pages: [content],
      structure: structure(
        [
          ['H1', '2'],
          ['P', '0 1'],
        ],
        [102, 102, 101],
      ),
    })
    assert.equal(outline(page.nodes), 'h2(Overskrift)p(andre avsnitt)')
    assert.deepEqual(sorted(wordsShown(page)), sorted(words))
  })

  it('may use names of their own, mapped to the standard’s', async () => {
    const content = markedLines([
      ['Tittel', 0],
      ['Brødet', 1],
      ['uten kart', 2],
    ])
    const tags = structure(
      [
        ['Tittel1', '0'],
        ['Brodtekst', '1'],
        ['Ukjent', '2'],
      ],
      [101, 102, 103],
      '/RoleMap << /Tittel1 /H1 /Brodtekst /P >>',
    )
    assert.equal(
      outline((await one({ pages: [content], structure: tags })).page.nodes),
      'h2(Tittel)p(Brødet)p(uten kart)',
    )
  })

  it('may say what is written instead of what is drawn, but no other word; another number shows the line as drawn', async () => {
    const content = markedLines([
      ['opp- ', 0],
      ['lysning', 0],
      ['9 000 kr', 1],
      ['\\225', 2],
      ['V E D T A K', 3],
    ])
    const tags = structure(
      [
        ['P', '0', '/ActualText (opplysning)'],
        ['P', '1', '/ActualText (1 000 kr)'],
        ['P', '2', '/ActualText (Merk:)'],
        ['P', '3', '/ActualText (VEDTAK)'],
      ],
      [101, 102, 103, 104],
    )
    assert.equal(
      outline((await one({ pages: [content], structure: tags })).page.nodes),
      'p(opplysning)p(unread())p(Merk:)p(VEDTAK)',
    )
  })

  it('may give each element its language, the document’s among them', async () => {
    const content = markedLines([
      ['Hello', 0],
      ['Bures', 1],
      ['Hei', 2],
    ])
    const tags = structure(
      [
        ['P', '0', '/Lang (en-GB)'],
        ['P', '1', '/Lang (se)'],
        ['P', '2', '/Lang (!!)'],
      ],
      [101, 102, 103],
    )
    const { page } = await one({ pages: [content], structure: tags, language: 'nb-NO' })
    assert.deepEqual(
      [...allNodes(page.nodes)].map(({ lang }) => lang),
      ['en-GB', 'se', undefined],
    )
  })

  it('leave out what is an artifact, and nothing else', async () => {
    const content = markedLines([
      ['Side 1 av 1', '/Artifact << /Type /Pagination >> BDC'],
      ['Selve brevet', 0],
    ])
    const { page } = await one({ pages: [content], structure: structure([['P', '0']], [101]) })
    assert.equal(outline(page.nodes), 'p(Selve brevet)')
    assert.deepEqual(page.rest, [])
  })
})

describe('tags that leave text out', () => {
  it('have a little of it at the page’s end', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => [`ord nummer ${at}`, 0] as const)
    const content = markedLines([...lines, ['glemt tekst', 7], ['umerket'] as const])
    const { words, page } = await one({ pages: [content], structure: structure([['P', '0']], [101]) })
    assert.equal(page.form, 'tagged')
    assert.match(outline(page.rest), /glemt tekst.*umerket/)
    assert.deepEqual(sorted(wordsShown(page)), sorted(words))
  })

  it('are not believed when it is much: the page is shown as it lies there', async () => {
    const content = markedLines([
      ['merket', 0],
      ['Sum 1 249,00 kr betales innen 5. desember'],
      ['og mye mer som ingen har merket'],
    ])
    const { words, page } = await one({ pages: [content], structure: structure([['P', '0']], [101]) })
    assert.equal(page.form, 'untrusted')
    assert.deepEqual(wordsShown(page), words)
  })

  it('are not believed when they call everything an artifact', async () => {
    const content = markedLines([
      ['Hele brevet', '/Artifact BMC'],
      ['er pynt', '/Artifact BMC'],
    ])
    const { words, page } = await one({ pages: [content], structure: structure([['P', '']], [101]) })
    assert.deepEqual(wordsShown(page), words)
  })

  for (const [name, kids] of Object.entries({
    'in a circle': ['0 102 0 R', '1 101 0 R'],
    'of itself': ['0 101 0 R', '1'],
  })) {
    it(`and are children ${name} lose no word`, async () => {
      const tags = structure(
        [
          ['Sect', kids[0] ?? ''],
          ['Sect', kids[1] ?? ''],
        ],
        [101, 102],
      )
      tags[102] = tags[102]?.replace('/P 100 0 R', '/P 101 0 R') ?? ''
      const { words, page } = await one({
        pages: [
          markedLines([
            ['Hei verden', 0],
            ['Andre linje', 1],
          ]),
        ],
        structure: tags,
      })
      assert.deepEqual(sorted(wordsShown(page)), sorted(words))
    })
  }

  it('and are ten thousand deep lose no word', async () => {
    const last = 10_100
    const tags: Record<number, string> = {
      100: `<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [${last} 0 R]] >> >>`,
    }
    for (let at = 101; at <= last; at++) {
      tags[at] =
        `<< /Type /StructElem /S /Sect /P ${at - 1} 0 R /Pg 10 0 R /K [${at === last ? '0' : `${at + 1} 0 R`}] >>`
    }
    const { words, page } = await one({
      pages: [markedLines([['Dypt nede ligger dette brevet med mange ord', 0]])],
      structure: tags,
    })
    assert.deepEqual(wordsShown(page), words)
  })
})

describe('tags in odd places', () => {
  it('may mark content inside a form with the page’s own numbers, and each element has its own', async () => {
    const page1 = `${markedLines([['Fra siden', 0]])}\n/X Do`
    const tags = structure(
      [
        ['P', '0'],
        ['P', '<< /Type /MCR /Pg 10 0 R /Stm 60 0 R /MCID 0 >>'],
      ],
      [101],
    )
    tags[100] = tags[100]?.replace('[101 0 R]]', '[101 0 R] 1 [102 0 R]]') ?? ''
    const { page } = await one({
      pages: [page1],
      structure: tags,
      forms: { X: markedLines([[''], ['Fra skjemaet', 0]]) },
    })
    assert.equal(outline(page.nodes), 'p(Fra siden)p(Fra skjemaet)')
  })

  it('may put a table’s words outside its rows and a list’s outside its entries: all are shown', async () => {
    const content = markedLines([
      ['løst i tabellen', 0],
      ['celle', 1],
      ['løst i listen', 2],
    ])
    const tags = structure(
      [
        ['Table', '0 104 0 R'],
        ['L', '2'],
        ['P', ''],
        ['TR', '105 0 R'],
        ['TD', '1'],
      ],
      [101, 105, 102],
    )
    tags[100] = '<< /Type /StructTreeRoot /K [101 0 R 102 0 R] /ParentTree << /Nums [0 [101 0 R 105 0 R 102 0 R]] >> >>'
    tags[104] = tags[104]?.replace('/P 100 0 R', '/P 101 0 R') ?? ''
    tags[105] = tags[105]?.replace('/P 100 0 R', '/P 104 0 R') ?? ''
    const { words, page } = await one({ pages: [content], structure: tags })
    assert.deepEqual(sorted(wordsShown(page)), sorted(words))
    assert.match(outline(page.nodes), /table\(tbody\(tr\(td\(celle\)\)\)\)/)
  })

  it('may nest headings by sections', async () => {
    const content = markedLines([
      ['En', 0],
      ['To', 1],
    ])
    const tags = structure(
      [
        ['Sect', '103 0 R 102 0 R'],
        ['Sect', '104 0 R'],
        ['H', '0'],
        ['H', '1'],
      ],
      [103, 104],
    )
    tags[100] = '<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [103 0 R 104 0 R]] >> >>'
    tags[102] = tags[102]?.replace('/P 100 0 R', '/P 101 0 R') ?? ''
    tags[103] = tags[103]?.replace('/P 100 0 R', '/P 101 0 R') ?? ''
    tags[104] = tags[104]?.replace('/P 100 0 R', '/P 102 0 R') ?? ''
    assert.equal(outline((await one({ pages: [content], structure: tags })).page.nodes), 'h2(En)h3(To)')
  })
})

describe('a PDF without tags', () => {
  it('is plain text in the order it has, paragraphs parted by gaps', async () => {
    const far = 'BT /F 12 Tf 1 0 0 1 60 500 Tm (Langt nede) Tj ET'
    const { words, page } = await one({
      pages: [`${markedLines([['Hei Kari'], ['Neste linje som er lang']])}\n${far}`],
    })
    assert.equal(page.form, 'plain')
    assert.equal(outline(page.nodes), 'p(Hei Karibr()Neste linje som er lang)p(Langt nede)')
    assert.deepEqual(wordsShown(page), words)
  })

  it('without text is empty, with a form field it says that something is missing', async () => {
    assert.equal((await one({ pages: ['0 0 100 100 re f'] })).page.form, 'empty')
    const field = '/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /V (Kari) /Rect [60 60 200 80] >>]'
    assert.equal((await one({ pages: [markedLines([['Navn:']])], pageExtras: field })).page.incomplete, true)
  })
})
