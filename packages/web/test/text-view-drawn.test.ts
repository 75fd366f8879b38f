import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HandMadePdf, handMadePdf, markedLines } from './support/hand-made-pdf.ts'
import { outline, type ReadPage, readText, wordsShown } from './support/read-text.ts'

async function read(pdf: HandMadePdf): Promise<ReadPage> {
  const [first] = await readText(handMadePdf(pdf))
  assert.ok(first)
  return first
}

/** The outline of a page without tags, from its content alone. */
async function drawn(content: string, more: Partial<HandMadePdf> = {}): Promise<string> {
  return outline((await read({ pages: [content], ...more })).page.nodes)
}

/** Text at a place, in Helvetica. */
const at = (x: number, y: number, text: string, size = 12): string =>
  `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`

describe('raised and lowered text', () => {
  it('is apart from the number before it, by size and baseline', async () => {
    const raised =
      'BT /F 12 Tf 60 700 Td (Sum 14 250) Tj /F 7 Tf 4 Ts (1) Tj 0 Ts /F 12 Tf ( kroner, 120 m) Tj /F 7 Tf 4 Ts (2) Tj ET'
    assert.equal(await drawn(raised), 'p(Sum 14 250sup(¹) kroner, 120 msup(²))')
    const lowered = 'BT /F 12 Tf 60 700 Td (CO) Tj /F 7 Tf -2 Ts (2) Tj 0 Ts /F 12 Tf ( 40 g) Tj ET'
    assert.equal(await drawn(lowered), 'p(COsub(₂) 40 g)')
  })

  it('is apart where it has the size of its line', async () => {
    assert.equal(await drawn('BT /F 12 Tf 60 700 Td (14 250) Tj 5 Ts (1) Tj ET'), 'p(14 250sup(¹))')
  })

  it('is apart where it begins its line, as before a note', async () => {
    assert.equal(await drawn(`${at(60, 704, '1', 7)} ${at(65, 700, 'Jf. forskriften.')}`), 'p(sup(¹)Jf. forskriften.)')
  })

  it('is not seen in a line that only follows closely, nor in a cell that is centred beside two lines', async () => {
    assert.equal(await drawn(`${at(60, 700, '14 250', 12)} ${at(60, 689, '250', 9)}`), 'p(14 250br()250)')
    const cells = [at(60, 700, 'Lang tekst i'), at(60, 686, 'to linjer'), at(200, 693, '1 249,00')]
    assert.doesNotMatch(await drawn(cells.join(' ')), /su[bp]/)
  })

  it('keeps a minus and a fraction', async () => {
    assert.equal(await drawn('BT /F 12 Tf 60 700 Td (10) Tj /F 7 Tf 5 Ts (-3) Tj ET'), 'p(10sup(⁻³))')
  })
})

describe('place on a line', () => {
  it('keeps a payment number with letter-spacing whole, and parts words', async () => {
    for (const gap of [150, 300, 500]) {
      const figures = Array.from('0012345678903', (figure) => `(${figure}) -${gap}`).join(' ')
      assert.equal(
        await drawn(`BT /F 12 Tf 60 700 Td (KID: ) Tj [${figures}] TJ ET`),
        'p(KID: 0012345678903)',
        String(gap),
      )
    }
    assert.equal(await drawn(`BT /F 12 Tf 3 Tc 60 700 Td (KID 1234) Tj ET`), 'p(KID 1234)')
    assert.equal(await drawn('BT /F 12 Tf 60 700 Td [(Sum) -278 (14) -278 (250)] TJ ET'), 'p(Sum 14 250)')
  })

  it('parts the columns of a table, also where spaces fill them', async () => {
    const row = `${at(60, 700, 'Avgift')} ${at(200, 700, '12 345')} ${at(300, 700, '678')}`
    assert.equal(await drawn(row), 'p(Avgiftapart()12 345apart()678)')
    assert.equal(await drawn(at(60, 700, '2025    12 345     678')), 'p(2025 apart()12 345 apart()678)')
  })

  it('keeps a sign that is set apart with its number', async () => {
    assert.equal(await drawn(`${at(60, 700, '-')} ${at(90, 700, '350,00')}`), 'p(-350,00)')
  })

  it('keeps two numbers on two lines apart', async () => {
    const lines = `${at(60, 700, 'Saken gjelder perioden fra 2025')} ${at(60, 685, '14 250 kroner er for mye, synes vi')}`
    assert.equal(await drawn(lines), 'p(Saken gjelder perioden fra 2025br()14 250 kroner er for mye, synes vi)')
  })

  it('reads a fraction with a bar', async () => {
    const fraction = `${at(60, 700, '2')} ${at(68, 704, '3', 7)} ${at(68, 695, '4', 7)} 0.5 w 67 702 m 73 702 l S ${at(75, 700, ' liter')}`
    assert.equal(await drawn(fraction), 'p(2 sup(³)\u2044sub(₄) liter)')
  })

  it('puts what is painted later into the gap that was left for it', async () => {
    const content = `${at(60, 700, 'Sum 14 250')} ${at(132, 700, 'kroner innen fredag')} ${at(60, 680, 'Neste linje')} ${at(125, 704, '1', 7)}`
    assert.equal(await drawn(content), 'p(Sum 14 250sup(¹) kroner innen fredag Neste linje)')
  })
})

describe('a hyphen at a line’s end', () => {
  const lines = (first: string, second: string): string =>
    `${at(60, 700, first)} ${at(60, 685, second)} ${at(60, 670, 'en lengre linje som fyller ut')}`

  it('goes where it only divides the word, and stays where it is the word’s', async () => {
    assert.match(await drawn(lines('Vi sender en e-', 'post i dag til alle')), /en e-post i dag/)
    assert.match(await drawn(lines('Fristen er 2026-', '11-23 for alle som')), /er 2026-11-23 for/)
    assert.match(await drawn(lines('Gjelder barne-', 'og ungdomsskole her')), /barne-(br\(\)| )og ungdomsskole/)
    assert.match(
      await drawn(lines('Dette er kommune-', 'styret, kommunestyret vil')),
      /er kommunestyret, kommunestyret vil/,
    )
  })
})

describe('struck text', () => {
  const price = at(60, 700, 'Pris 1 999 kr')
  it('says so, whether the line is drawn as a stroke, a flat rectangle or from corner to corner', async () => {
    for (const line of ['85 704 m 150 704 l S', '85 703.5 65 1 re f', '84 699 m 140 709 l S']) {
      assert.match(await drawn(`${price} ${line}`), /del\(1 999/, line)
    }
  })

  it('is not what is underlined, framed or beside a white line', async () => {
    for (const line of ['60 698 m 150 698 l S', '55 695 100 18 re S', '1 G 85 704 m 150 704 l S']) {
      assert.equal(await drawn(`${price} ${line}`), 'p(Pris 1 999 kr)', line)
    }
  })
})

describe('a number that is not sure', () => {
  const unread = /^p\(unread\(\)\)$/
  it('is shown as the page draws it: partly covered, cut, of two columns or one, with a drawn minus', async () => {
    const number = at(60, 700, 'Sum 14 250 kr')
    assert.match(await drawn(`${number} 1 g 90 706 20 10 re f 90 703 7 5 re f`), unread)
    assert.match(await drawn(`q 0 0 108.8 842 re W n ${number} Q`), unread)
    assert.match(await drawn('BT /F 12 Tf 60 700 Td [(Sum 14) -700 (250 kr)] TJ ET'), unread)
    assert.match(await drawn(`${at(70, 700, '350,00')} 0.6 w 63 704 m 68 704 l S`), unread)
  })

  it('is shown as the page draws it: the font calls its figures by two names', async () => {
    const map =
      'begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <39> <0031> endbfchar endcmap'
    const structure = {
      300: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 301 0 R >>',
      301: `<< /Length ${map.length} >>\nstream\n${map}\nendstream`,
    }
    const pageExtras = '/Resources << /Font << /F 3 0 R /G 300 0 R >> >>'
    const content = 'BT /G 12 Tf 60 700 Td (9) Tj /F 12 Tf ( 000 kr) Tj ET'
    assert.match(await drawn(content, { structure, pageExtras }), unread)
  })

  it('is shown as the page draws it: its ActualText names another', async () => {
    const content = `/Span << /ActualText (1 000 kr) >> BDC ${at(60, 700, '9 000 kr')} EMC`
    assert.match(await drawn(content), unread)
  })

  it('leaves the rest of the letter as text, and says the words around the number', async () => {
    const { page } = await read({
      pages: [`${at(60, 700, 'Sum 14 250 kr')} 1 g 90 700 9 10 re f 0 g ${at(60, 640, 'Hilsen oss')}`],
    })
    assert.deepEqual(wordsShown(page), ['Sum', '…', 'kr', 'Hilsen', 'oss'])
  })
})

describe('text that a machine has recognised in a picture', () => {
  const picture = 'q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u00f0 EI Q'
  const hidden = `3 Tr ${at(60, 700, 'Kjære Kari')} ${at(60, 600, 'Sum 14 250 kr')} 0 Tr`

  it('is the letter’s text: words are read, lines with figures are shown as the page draws them', async () => {
    for (const content of [`${picture} ${hidden}`, `${hidden} ${picture}`]) {
      const { page } = await read({ pages: [content] })
      assert.equal(outline(page.nodes), 'p(Kjære Kari)p(unread())')
      assert.equal(page.recognised, true)
    }
  })

  it('is not what is hidden over a letterhead', async () => {
    const letter = Array.from({ length: 5 }, (_, line) => at(60, 500 - 20 * line, 'Dette er brevet som alle kan se'))
    const { page } = await read({ pages: [`${picture} ${hidden} ${letter.join(' ')}`] })
    assert.doesNotMatch(outline(page.nodes), /unread|Kari/)
    assert.equal(page.recognised, false)
  })
})

describe('a link over several lines', () => {
  it('is one', async () => {
    const structure = {
      100: '<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [102 0 R 103 0 R] 1 102 0 R 2 103 0 R] >> >>',
      101: '<< /Type /StructElem /S /P /P 100 0 R /Pg 10 0 R /K [102 0 R 103 0 R] >>',
      102: '<< /Type /StructElem /S /Link /P 101 0 R /Pg 10 0 R /K [0 << /Type /OBJR /Pg 10 0 R /Obj 110 0 R >>] >>',
      103: '<< /Type /StructElem /S /Link /P 101 0 R /Pg 10 0 R /K [1 << /Type /OBJR /Pg 10 0 R /Obj 111 0 R >>] >>',
      ...Object.fromEntries(
        [110, 111].map((number, line) => [
          number,
          `<< /Type /Annot /Subtype /Link /Rect [60 ${770 - 18 * line} 300 790] /StructParent ${line + 1} /A << /S /URI /URI (https://fjellvik.example/) >> >>`,
        ]),
      ),
    }
    const content = markedLines([
      ['en lang lenke som', 0],
      ['fortsetter her', 1],
    ])
    const { page } = await read({ pages: [content], structure, pageExtras: '/Annots [110 0 R 111 0 R]' })
    assert.equal(outline(page.nodes), 'p(a(en lang lenke som fortsetter her))')
  })
})

describe('two letters in one PDF', () => {
  it('whose pages share numbers in the tags have each their own text', async () => {
    const structure = {
      100: '<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [104 0 R 105 0 R]] >> >>',
      101: '<< /Type /StructElem /S /Table /P 100 0 R /K [102 0 R] >>',
      102: '<< /Type /StructElem /S /TR /P 101 0 R /K [104 0 R 105 0 R] >>',
      104: '<< /Type /StructElem /S /TD /P 102 0 R /Pg 10 0 R /K [0] >>',
      105: '<< /Type /StructElem /S /TD /P 102 0 R /Pg 10 0 R /K [1] >>',
    }
    const cells = markedLines([
      ['Post', 0],
      ['14 250', 1],
    ])
    const other = handMadePdf({ pages: [cells, markedLines([['Hei Ola', 0]])], structure })
    // the second page has the first one's number, as where files are joined without their tags
    const text = Buffer.from(other).toString('latin1').replace('/StructParents 1', '/StructParents 0')
    const [first, second] = await readText(Buffer.from(text, 'latin1'))
    assert.match(outline(first?.page.nodes ?? []), /table\(.*td\(Post\)td\(14 250\)/)
    assert.equal(outline(second?.page.nodes ?? []), 'p(Hei Ola)')
  })
})

describe('a note inside a paragraph', () => {
  it('stands after the paragraph, not in its sentence', async () => {
    const content = markedLines([
      ['Du skylder 500 kr ', 0],
      ['Jf. loven paragraf 3.', 1],
      ['innen fredag.', 2],
    ])
    const structure = {
      100: '<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [101 0 R 102 0 R 101 0 R]] >> >>',
      101: '<< /Type /StructElem /S /P /P 100 0 R /Pg 10 0 R /K [0 102 0 R 2] >>',
      102: '<< /Type /StructElem /S /Note /P 101 0 R /Pg 10 0 R /K [1] >>',
    }
    assert.equal(
      await drawn(content, { structure }),
      'p(Du skylder 500 kr innen fredag.)note(p(Jf. loven paragraf 3.))',
    )
  })
})

describe('marks', () => {
  const structure = {
    100: '<< /Type /StructTreeRoot /K [101 0 R 102 0 R] /ParentTree << /Nums [0 [102 0 R 101 0 R]] >> >>',
    101: '<< /Type /StructElem /S /H1 /P 100 0 R /Pg 10 0 R /K [1] >>',
    102: '<< /Type /StructElem /S /P /P 100 0 R /Pg 10 0 R /K [0] >>',
    200: '<< /MCID 0 >>',
    201: '<< /MCID 1 >>',
  }

  it('may name their properties in the resources', async () => {
    const content = markedLines([
      ['Brødtekst', '/P /MC0 BDC'],
      ['Overskrift', '/H1 /MC1 BDC'],
    ])
    const resources = '/Properties << /MC0 200 0 R /MC1 << /MCID 1 >> >>'
    const { page } = await read({ pages: [content], structure, resources })
    assert.equal(page.form, 'tagged')
    assert.equal(outline(page.nodes), 'h2(Overskrift)p(Brødtekst)')
  })

  it('inside a form are those of the form, whatever the page’s have for numbers', async () => {
    const structureOfForm = {
      ...structure,
      100: '<< /Type /StructTreeRoot /K [101 0 R 102 0 R] /ParentTree << /Nums [0 [102 0 R] 1 [101 0 R]] >> >>',
      101: '<< /Type /StructElem /S /H1 /P 100 0 R /K [<< /Type /MCR /Pg 10 0 R /Stm 60 0 R /MCID 0 >>] >>',
    }
    const { page } = await read({
      pages: [
        `${markedLines([
          ['', 0],
          ['Brødtekst', 0],
        ])} /X Do`,
      ],
      structure: structureOfForm,
      forms: { X: markedLines([['Overskrift', 0]]) },
      formExtras: '/StructParents 1',
    })
    assert.equal(outline([...page.nodes, ...page.rest]), 'h2(Overskrift)p(Brødtekst)')
  })

  it('sixty elements deep are read', async () => {
    const deep: Record<number, string> = {
      100: '<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [161 0 R]] >> >>',
    }
    for (let number = 101; number <= 160; number++) {
      deep[number] = `<< /Type /StructElem /S /Sect /P ${number - 1} 0 R /K [${number + 1} 0 R] >>`
    }
    deep[161] = '<< /Type /StructElem /S /H1 /P 160 0 R /Pg 10 0 R /K [0] >>'
    const { page } = await read({ pages: [markedLines([['Overskrift', 0]])], structure: deep })
    assert.equal(page.form, 'tagged')
    assert.match(outline(page.nodes), /h2\(Overskrift\)/)
  })

  it('say what is written instead, where it is the same word or no word is drawn', async () => {
    const content = [
      '/Span << /ActualText (opplysning) >> BDC',
      at(60, 700, 'opp-'),
      at(60, 686, 'lysning'),
      'EMC',
      '/Span << /ActualText (Merk:) >> BDC',
      at(60, 650, '\\225'),
      'EMC',
    ]
    assert.equal(await drawn(content.join('\n')), 'p(opplysning)p(Merk:)')
  })
})

describe('what is not drawn', () => {
  const seen = at(60, 700, 'Sum 250 kr')
  const nothingElse = 'p(Sum 250 kr)'

  it('is not read: in a layer that is switched off', async () => {
    const layers = {
      structure: { 300: '<< /Type /OCG /Name (Av) >>', 301: '<< /Type /OCG /Name (På) >>' },
      resources: '/Properties << /Off 300 0 R /On 301 0 R >>',
      catalog: '/OCProperties << /OCGs [300 0 R 301 0 R] /D << /OFF [300 0 R] >> >>',
    }
    const content = `/OC /Off BDC ${at(60, 680, '9 000 kr')} EMC /OC /On BDC ${seen} EMC`
    assert.equal(await drawn(content, layers), nothingElse)
  })

  for (const [how, content] of Object.entries({
    'without ink': `3 Tr ${at(60, 680, '9 000 kr')} 0 Tr`,
    'in the paper’s colour': `1 g ${at(60, 680, '9 000 kr')} 0 g`,
    'in the colour of what lies below it': `0.9 0.2 0.1 rg 50 670 200 24 re f ${at(60, 680, '9 000 kr')} 0 g`,
    'under a white rectangle': `${at(60, 680, '9 000 kr')} 1 g 50 670 200 24 re f 0 g`,
    'under a polygon': `${at(60, 680, '9 000 kr')} 0.5 g 50 660 m 250 660 l 250 710 l 240 699 l 55 699 l h f 0 g`,
    'beside the page': at(700, 680, '9 000 kr'),
    'above the page': at(60, 900, '9 000 kr'),
    'cut away': `q 400 400 10 10 re W n ${at(60, 680, '9 000 kr')} Q`,
    'without size': at(60, 680, '9 000 kr', 0.01),
    'squeezed to nothing': `0 Tz ${at(60, 680, '9 000 kr')} 100 Tz`,
    'wholly transparent': `/None gs ${at(60, 680, '9 000 kr')} /Full gs`,
  })) {
    it(`is not read: ${how}`, async () => {
      const resources = '/ExtGState << /None << /ca 0 >> /Full << /ca 1 >> >>'
      assert.equal(await drawn(`${content} ${seen}`, { resources }), nothingElse)
    })
  }

  it('is not read beside what the page shows of itself', async () => {
    const { page } = await read({
      pages: [`${seen} ${at(60, 80, 'Trykkmerke 7')}`],
      pageExtras: '/CropBox [0 100 595 842]',
    })
    assert.equal(outline(page.nodes), nothingElse)
  })
})

describe('what is drawn', () => {
  it('is read: white on dark, above what it covers, under a highlighter and in a pattern’s colour', async () => {
    const content = [
      `0 g 50 670 200 24 re f 1 g ${at(60, 680, 'Hvit 1')} 0 g`,
      `0.5 g 50 640 200 24 re f 0 g ${at(60, 646, 'Over 2')}`,
      `${at(60, 616, 'Merket 3')} /Multiply gs 1 1 0 rg 50 610 200 24 re f /Normal gs 0 g`,
    ]
    const resources = '/ExtGState << /Multiply << /BM /Multiply >> /Normal << /BM /Normal >> >>'
    const { page } = await read({ pages: [content.join('\n')], resources })
    assert.deepEqual(wordsShown(page), ['Hvit', '1', 'Over', '2', 'Merket', '3'])
  })

  it('is read: in a form, and once where it is painted twice to look bold', async () => {
    assert.equal(await drawn('/X Do', { forms: { X: at(60, 700, 'Sum 250 kr') } }), 'p(Sum 250 kr)')
    assert.equal(await drawn(`${at(60, 700, 'Sum 11 kr')} ${at(60.3, 700, 'Sum 11 kr')}`), 'p(Sum 11 kr)')
  })

  it('is read: the value of a form’s field', async () => {
    const pageExtras =
      '/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (sum) /V (1 249,00) /Rect [100 690 300 714] /AP << /N 300 0 R >> >>]'
    const appearance = '/Tx BMC BT /F 12 Tf 2 8 Td (1 249,00) Tj ET EMC'
    const structure = {
      300: `<< /Type /XObject /Subtype /Form /BBox [0 0 200 24] /Resources << /Font << /F 3 0 R >> >> /Length ${appearance.length} >>\nstream\n${appearance}\nendstream`,
    }
    const { page } = await read({ pages: [at(60, 700, 'Sum:')], pageExtras, structure })
    assert.deepEqual(wordsShown(page), ['Sum:', '1', '249,00'])
    assert.equal(page.incomplete, false)
  })
})
