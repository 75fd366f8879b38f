import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { handMadePdf, markedLines } from './support/hand-made-pdf.ts'
import { inkOn } from './support/ink.ts'
import { lockedPdf } from './support/locked-pdf.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openPdf } from './support/open-pdf.ts'
import { heard } from './support/visit.ts'

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

describe('a PDF with a password', () => {
  for (const password of ['hemmelig', 'pæssørd på å']) {
    it(`asks for it, says when it is wrong, and opens with it: ${password}`, async () => {
      const sent: string[] = []
      await using visited = await openPdf(mailbox, lockedPdf(letter, password), {
        before: async ({ page }) => page.on('request', (request) => sent.push(request.url(), request.postData() ?? '')),
      })
      const { page, faults } = visited
      await paper(page).getByText('Fjellvik kommune har låst PDF-en.').waitFor()
      await page.getByLabel('Passord til PDF-en').fill('noe annet')
      await page.getByRole('button', { name: 'Åpne PDF-en' }).click()
      await paper(page).getByText('Passordet er feil.').waitFor()
      await heard(page, 'alert', /Passordet er feil/)
      // as some keyboards write å: a with a ring after it
      await page.getByLabel('Passord til PDF-en').fill(password.normalize('NFD'))
      await page.getByLabel('Passord til PDF-en').press('Enter')
      await inkOn(page)
      const kept = await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
      )
      for (const place of [...sent, kept, await page.content()]) {
        assert.ok(!place.includes(password) && !place.includes(encodeURIComponent(password)), place)
      }
      assert.deepEqual(faults, [])
    })
  }

  it('that only its owner needs opens without', async () => {
    await using visited = await openPdf(mailbox, lockedPdf(letter, ''))
    await inkOn(visited.page)
    assert.equal(await visited.page.getByLabel('Passord til PDF-en').count(), 0)
  })
})

describe('a PDF that cannot be shown says why', () => {
  const locked = Buffer.from(lockedPdf(letter, 'x')).toString('latin1')
  const changed = (from: string, to: string): Uint8Array =>
    new Uint8Array(Buffer.from(locked.replace(from, to), 'latin1'))
  const cases: [why: string, instead: Uint8Array, words: RegExp][] = [
    ['cut in the middle', plain.slice(0, 300), /skadet.*Be Fjellvik kommune sende den på nytt/],
    ['nothing but a header', Buffer.from('%PDF-1.7 nothing more'), /skadet/],
    ['no bytes at all', new Uint8Array(0), /ingen sider/],
    ['no pages', handMadePdf({ pages: [] }), /ingen sider/],
    [
      'locked with a certificate',
      changed('/Filter /Standard', '/Filter /Adobe.PubSec'),
      /laget på en måte som vi ikke kan vise/,
    ],
    ['locked with a method of the future', changed('/V 5', '/V 9'), /laget på en måte som vi ikke kan vise/],
  ]
  for (const [why, instead, words] of cases) {
    it(why, async () => {
      await using visited = await openPdf(mailbox, plain, { instead })
      const alert = paper(visited.page).locator('.ds-alert')
      await alert.filter({ hasText: words }).waitFor()
      await alert.getByRole('button', { name: 'Last ned' }).waitFor()
      assert.equal(await alert.getByText('Nettleseren').count(), 0)
      assert.equal(await alert.getByRole('button', { name: 'Prøv igjen' }).count(), 0)
    })
  }

  it('a wrong table of contents of the file is no reason', async () => {
    const text = Buffer.from(plain).toString('latin1')
    await using visited = await openPdf(
      mailbox,
      new Uint8Array(Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')),
    )
    await inkOn(visited.page)
  })

  it('the program that draws it cannot be fetched; trying again helps', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) => context.route('**/pdf.worker*', (route) => route.abort()),
    })
    const { page, context } = visited
    await paper(page).getByText('Vi fikk ikke startet PDF-visningen').waitFor()
    await paper(page).getByRole('button', { name: 'Last ned' }).waitFor()
    await context.unroute('**/pdf.worker*')
    await paper(page).getByRole('button', { name: 'Prøv igjen' }).click()
    await inkOn(page)
  })

  it('the browser may not start the program', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) =>
        context.addInitScript(() => {
          window.Worker = class {
            constructor() {
              throw new TypeError('Refused')
            }
          } as unknown as typeof Worker
        }),
    })
    await paper(visited.page).getByText('Vi fikk ikke startet PDF-visningen').waitFor()
  })

  it('the part of the page for PDFs cannot be fetched', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) => context.route('**/pdf-paper*.js', (route) => route.abort()),
    })
    await paper(visited.page).getByText('Vi fikk ikke hentet denne delen av siden.').waitFor()
    await paper(visited.page).getByRole('button', { name: 'Last ned' }).waitFor()
  })

  it('the connection breaks while it comes', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) => context.route('**/content/*', (route) => route.abort()),
    })
    await paper(visited.page).getByText('Du er uten nett.').waitFor()
  })
})

describe('a page that cannot be drawn says so', () => {
  it('when the browser has no memory for it, and offers its text', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) =>
        context.addInitScript(() => {
          HTMLCanvasElement.prototype.getContext = () => null
        }),
    })
    const { page } = visited
    await page.locator('.page-note').getByText('Vi får ikke tegnet side 1.').waitFor()
    await page.locator('.page-note').getByRole('button', { name: 'Last ned' }).waitFor()
    await page.locator('.page-note').getByRole('button', { name: 'Les teksten' }).click()
    await page.locator('.text-pages').getByText('Hei Kari.').waitFor()
  })

  it('when the drawing fails midway', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) =>
        context.addInitScript(() => {
          CanvasRenderingContext2D.prototype.fill = CanvasRenderingContext2D.prototype.fillText = () => {
            throw new TypeError('not a function')
          }
        }),
    })
    await visited.page.locator('.page-note').getByText('side 1').waitFor()
  })

  it('when it comes out white although it has text', async () => {
    await using visited = await openPdf(mailbox, plain, {
      before: ({ context }) =>
        context.addInitScript(() => {
          CanvasRenderingContext2D.prototype.fill = CanvasRenderingContext2D.prototype.fillText = () => undefined
        }),
    })
    await visited.page.locator('.page-note').getByText('Side 1 har tekst, men er hvit').waitFor()
  })

  const japanese = `BT /J 40 Tf 60 700 Td <${'8abf'.repeat(6)}> Tj ET`
  const structure = {
    200: '<< /Type /Font /Subtype /Type0 /BaseFont /Gothic /Encoding /90ms-RKSJ-H /DescendantFonts [201 0 R] >>',
    201: '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 202 0 R >>',
    202: '<< /Type /FontDescriptor /FontName /Gothic /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  }
  const foreign = handMadePdf({
    pages: [`${japanese} ${markedLines([['Hei Kari']])}`],
    structure,
    pageExtras: '/Resources << /Font << /F 3 0 R /J 200 0 R >> >>',
  })

  it('when what a font needs cannot be fetched', async () => {
    await using visited = await openPdf(mailbox, foreign, {
      before: ({ context }) => context.route('**/cmaps/**', (route) => route.abort()),
    })
    await visited.page.locator('.page-note').getByText('Noe på side 1 kan ikke vises her').waitFor()
  })

  it('and says nothing when all is there', async () => {
    await using visited = await openPdf(mailbox, foreign)
    await inkOn(visited.page)
    assert.equal(await visited.page.locator('.page-note').count(), 0)
  })

  it('and says nothing of a page that the sender left empty', async () => {
    await using visited = await openPdf(mailbox, handMadePdf({ pages: ['', ...letter.pages] }))
    await inkOn(visited.page, 2)
    assert.equal(await visited.page.locator('.page-note').count(), 0)
  })
})
