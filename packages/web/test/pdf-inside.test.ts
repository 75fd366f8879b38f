import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { handMadePdf, markedLines, stream } from './support/hand-made-pdf.ts'
import { inkOn } from './support/ink.ts'
import { lockedPdf } from './support/locked-pdf.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openPdf } from './support/open-pdf.ts'
import { desktop, openLetter, phone, type Visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

const letter = {
  pages: [markedLines([['Hei Kari. Dette er et brev fra Fjellvik kommune.'], ['Hilsen Fjellvik kommune']])],
}
const plain = handMadePdf(letter)
const paper = (page: Page) => page.locator('.paper')

/** A PDF with these files in it. */
function withFiles(files: [name: string, content: string, description?: string][], more = ''): Uint8Array {
  const structure: Record<number, string> = {}
  const names = files.map(([name, content, description = ''], at) => {
    structure[1000 + 2 * at] = stream('/Type /EmbeddedFile', content)
    const text = `/UF ${utf16(name)} /Desc ${utf16(description)}`
    structure[1001 + 2 * at] = `<< /Type /Filespec ${text} /EF << /F ${1000 + 2 * at} 0 R >> >>`
    return `(${String(at).padStart(5, '0')}) ${1001 + 2 * at} 0 R`
  })
  const catalog = `/Names << /EmbeddedFiles << /Names [${names.join(' ')}] >> >> ${more}`
  return handMadePdf({ ...letter, structure, catalog })
}

const utf16 = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`

describe('files in a PDF', () => {
  it('are listed with name and size, and saved as they are under a safe name and of no type', async () => {
    const files: [string, string, string?][] = [
      ['beregning.csv', 'a;b\n1;2\n', 'Slik har vi regnet'],
      ['Årsoppgave\u202efdp.exe', 'MZ'],
      ['tom.txt', ''],
    ]
    await using visited = await openPdf(mailbox, withFiles(files))
    const { page, faults } = visited
    await page.getByRole('heading', { name: '3 filer i PDF-en' }).waitFor()
    const rows = page.locator('.pdf-files li')
    await rows
      .nth(0)
      .filter({ hasText: /beregning\.csv.*CSV · 8\sB.*Slik har vi regnet/s })
      .waitFor()
    await rows
      .nth(1)
      .filter({ hasText: /Årsoppgavefdp\.exe.*EXE · 2\sB.*kan inneholde programmer/s })
      .waitFor()
    await rows
      .nth(2)
      .filter({ hasText: /TXT · 0\sB/ })
      .waitFor()
    assert.equal(await rows.nth(0).getByText('kan inneholde programmer').count(), 0)
    await page.evaluate(() => {
      const types: string[] = []
      Object.assign(window, { types })
      const make = URL.createObjectURL.bind(URL)
      URL.createObjectURL = (blob) => {
        types.push((blob as Blob).type)
        return make(blob)
      }
    })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Last ned beregning.csv' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'beregning.csv')
    assert.equal(await readFile(await download.path(), 'utf8'), 'a;b\n1;2\n')
    assert.deepEqual(await page.evaluate(() => (window as unknown as { types: string[] }).types), [
      'application/octet-stream',
    ])
    assert.deepEqual(faults, [])
  })

  it('by the hundred are listed in portions', async () => {
    const files = Array.from({ length: 300 }, (_, at): [string, string] => [`fil-${at + 1}.txt`, 'x'])
    await using visited = await openPdf(mailbox, withFiles(files))
    const { page } = visited
    await page.getByRole('heading', { name: '300 filer i PDF-en' }).waitFor()
    assert.equal(await page.locator('.pdf-files li').count(), 20)
    await page.getByRole('button', { name: 'Vis 280 filer til' }).click()
    assert.equal(await page.locator('.pdf-files li').count(), 40)
  })

  it('are the letter itself, where the PDF is a collection, and its page says so', async () => {
    await using visited = await openPdf(
      mailbox,
      withFiles([['vedtak.pdf', 'x']], '/Collection << /Type /Collection >>'),
    )
    await visited.page.locator('.pdf-files').getByText('Siden her er bare et omslag').waitFor()
  })

  it('are listed where they are pinned to a page, or named and not there', async () => {
    const structure = {
      300: stream('/Type /EmbeddedFile', 'hei'),
      301: '<< /Type /Filespec /F (pinned.txt) /EF << /F 300 0 R >> >>',
      302: '<< /Type /Annot /Subtype /FileAttachment /Rect [100 100 120 120] /FS 301 0 R /Name /PushPin >>',
      303: '<< /Type /Filespec /F (lost.txt) /EF << /F 999 0 R >> >>',
    }
    const catalog = '/Names << /EmbeddedFiles << /Names [(a) 303 0 R] >> >>'
    const pdf = handMadePdf({ ...letter, structure, catalog, pageExtras: '/Annots [302 0 R]' })
    await using visited = await openPdf(mailbox, pdf)
    const rows = visited.page.locator('.pdf-files li')
    await rows.filter({ hasText: /pinned\.txt.*3\sB/s }).waitFor()
    await rows.filter({ hasText: /lost\.txt.*kan ikke hentes ut her/s }).waitFor()
  })

  it('of a locked PDF are marked: no scanner has seen them', async () => {
    const structure = { 300: stream('/Type /EmbeddedFile', 'hei'), 301: '<< /Type /Filespec /EF << /F 300 0 R >> >>' }
    const catalog = '/Names << /EmbeddedFiles << /Names [(a) 301 0 R] >> >>'
    await using visited = await openPdf(mailbox, lockedPdf({ ...letter, structure, catalog }, 'hemmelig'))
    await visited.page.getByLabel('Passord til PDF-en').fill('hemmelig')
    await visited.page.getByLabel('Passord til PDF-en').press('Enter')
    await visited.page.locator('.pdf-files').getByText('Ingen virusskanner').waitFor()
    await visited.page.locator('.pdf-files li').filter({ hasText: /3\sB/ }).waitFor()
  })
})

describe('links in a PDF', () => {
  const action = (at: number, entries: string): string =>
    `<< /Type /Annot /Subtype /Link /Rect [60 ${700 - at * 30} 200 ${720 - at * 30}] ${entries} >>`
  const entries = [
    '/A << /S /URI /URI (mailto:post@fjellvik.example?subject=Klage) >>',
    '/A << /S /URI /URI (tel:+4755000000) >>',
    '/Dest [12 0 R /XYZ 0 400 0]',
    '/A << /S /GoTo /D (kapittel) >>',
    '/A << /S /Named /N /LastPage >>',
    '/A << /S /URI /URI (fjellvik.example/uten-skjema) >>',
    '/A << /S /URI /URI (javascript:alert\\(1\\)) >>',
    '/A << /S /JavaScript /JS (app.alert\\(1\\)) >>',
    '/A << /S /Launch /F (C:/Windows/calc.exe) >>',
    '/A << /S /URI /URI (file:///etc/passwd) >>',
    '/A << /S /URI /URI (/settings) >>',
    '/A << /S /URI /URI (data:text/html,x) >>',
    '/Dest [999 0 R /Fit]',
    '/A << /S /GoTo /D (finnes-ikke) >>',
  ]
  const structure: Record<number, string> = Object.fromEntries(
    entries.map((entry, at) => [500 + at, action(at, entry)]),
  )
  const annotations = entries.map((_, at) => `${500 + at} 0 R`).join(' ')
  const pages = Array.from({ length: 40 }, (_, at) => markedLines([[`Dette er side ${at + 1}.`]]))
  const contents = handMadePdf({
    pages,
    structure,
    pageExtras: `/Annots [${annotations}]`,
    catalog: '/Names << /Dests << /Names [(kapittel) [15 0 R /Fit]] >> >>',
  })
  const first = (page: Page) => page.locator('.pdf-page[data-page="1"]')

  it('lead to pages, mail programs and telephones, and say so; all else is dead', async () => {
    await using visited = await openPdf(mailbox, contents)
    const { page } = visited
    const links = first(page).locator('.pdf-link')
    await links.nth(5).waitFor()
    const shown = await links.evaluateAll((all) => all.map((link) => [link.ariaLabel, link.getAttribute('href')]))
    assert.deepEqual(shown, [
      ['Send e-post til post@fjellvik.example', 'mailto:post@fjellvik.example?subject=Klage'],
      ['Ring +4755000000', 'tel:+4755000000'],
      ['Gå til side 3', '#3'],
      ['Gå til side 6', '#6'],
      ['Gå til side 40', '#40'],
      ['Lenke til fjellvik.example, åpnes i ny fane', 'https://fjellvik.example/uten-skjema'],
    ])
  })

  const atTop = (page: Page, number: number) =>
    page.waitForFunction((nth) => {
      const place = document.querySelector(`.pdf-page[data-page="${nth}"]`)?.getBoundingClientRect()
      return place !== undefined && place.top > -5 && place.top < window.innerHeight / 2
    }, number)

  for (const [screen, viewport] of [
    ['a wide screen', desktop],
    ['a phone', phone],
  ] as const) {
    it(`bring the page into view, by destination, name or action, on ${screen}`, async () => {
      await using visited = await openPdf(mailbox, contents, { viewport })
      const { page } = visited
      const address = page.url()
      await first(page).getByRole('link', { name: 'Gå til side 6' }).click()
      await atTop(page, 6)
      await inkOn(page, 6)
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-page')), '6')
      await page.locator('.pdf-page[data-page="6"]').getByRole('link', { name: 'Gå til side 40' }).click()
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-page') === '40')
      await page.locator('.pdf-page[data-page="40"]').getByRole('link', { name: 'Gå til side 3' }).click()
      // to the middle of that page, as the link says
      await page.waitForFunction(
        () => (document.querySelector('.pdf-page[data-page="3"]')?.getBoundingClientRect().top ?? 0) < -100,
      )
      assert.equal(page.url(), address)
      assert.deepEqual(visited.faults, [])
    })
  }

  it('work in the text as well', async () => {
    await using visited = await openPdf(mailbox, contents)
    const { page } = visited
    await inkOn(page)
    await page.locator('.paper-choice').getByText('Enkel tekst').click()
    const text = page.locator('.text-page[data-page="1"]')
    await text.getByRole('link', { name: 'Send e-post til post@fjellvik.example' }).waitFor()
    assert.equal(await text.getByRole('link').count(), 6)
    await text.getByRole('link', { name: 'Gå til side 40' }).click()
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-page') === '40')
    await page.locator('.text-page[data-page="40"]').getByText('Dette er side 40.').waitFor()
  })

  it('of the web ask before leaving, from both ways of reading', async () => {
    await using visited = await openPdf(mailbox, contents)
    const { page } = visited
    await first(page)
      .getByRole('link', { name: /Lenke til fjellvik\.example/ })
      .click()
    await page.getByRole('dialog').getByText('https://fjellvik.example/uten-skjema').waitFor()
  })
})

describe('a PDF that is a form', () => {
  const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /Rect [60 600 300 620] /F 4 >>'

  it('says that it cannot be filled in here', async () => {
    const pdf = handMadePdf({
      ...letter,
      structure: { 400: field },
      pageExtras: '/Annots [400 0 R]',
      catalog: '/AcroForm << /Fields [400 0 R] >>',
    })
    await using visited = await openPdf(mailbox, pdf)
    await paper(visited.page).getByText('Du kan lese det her, men ikke fylle det ut').waitFor()
  })

  for (const fields of ['', '400 0 R']) {
    it(`of Adobe's says that its pages are not the form, ${fields === '' ? 'without' : 'with'} fields`, async () => {
      const pdf = handMadePdf({
        pages: [
          markedLines([['Please wait...'], ['If this message is not eventually replaced by the proper contents']]),
        ],
        structure: { 400: field, 401: stream('', '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>') },
        catalog: `/AcroForm << /Fields [${fields}] /XFA 401 0 R >>`,
      })
      await using visited = await openPdf(mailbox, pdf)
      await paper(visited.page).getByText('Dette er et XFA-skjema').waitFor()
    })
  }
})

describe('the choice between text and pages', () => {
  const tags = (subject: string): Uint8Array =>
    handMadePdf({
      pages: [markedLines([[subject, 0]])],
      structure: {
        100: '<< /Type /StructTreeRoot /K 101 0 R /ParentTree << /Nums [0 [101 0 R]] >> >>',
        101: '<< /Type /StructElem /S /P /P 100 0 R /Pg 10 0 R /K 0 >>',
      },
    })

  async function twoLetters(other: string, viewport: typeof phone): Promise<Visit> {
    await mailbox.send('Fjellvik kommune', {
      primaryDocument: { subject: other, fileType: 'pdf', content: tags('Det andre') },
    })
    return openPdf(mailbox, tags('Det foerste'), { viewport })
  }
  const pages = (page: Page) => page.locator('.pdf-page canvas').first()
  const text = (page: Page) => page.locator('.text-pages')

  it('of pages on a phone counts for that letter, and the next tagged one is text again', async () => {
    await using visited = await twoLetters('Brev til telefonen', phone)
    const { page } = visited
    await text(page).getByText('Det foerste').waitFor()
    await page.locator('.paper-choice').getByText('PDF').click()
    await pages(page).waitFor()
    await page.goto('/inbox')
    await openLetter(page, 'Brev til telefonen')
    await text(page).getByText('Det andre').waitFor()
  })

  it('on a wide screen counts for the later letters of the same kind, not of the other', async () => {
    await using visited = await twoLetters('Brev til skjermen', desktop)
    const { page } = visited
    await pages(page).waitFor()
    await page.locator('.paper-choice').getByText('Tekst', { exact: true }).click()
    await text(page).waitFor()
    await openLetter(page, 'Brev til skjermen')
    await text(page).getByText('Det andre').waitFor()
    await mailbox.send('Fjellvik kommune', {
      primaryDocument: { subject: 'Uten merker', fileType: 'pdf', content: plain },
    })
    await page.goto('/inbox')
    await openLetter(page, 'Uten merker')
    await pages(page).waitFor()
    await openLetter(page, 'Brev til skjermen')
    await text(page).getByText('Det andre').waitFor()
  })
})
