import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from './support/axe.ts'
import { handMadePdf, markedLines, stream } from './support/hand-made-pdf.ts'
import { lockedPdf } from './support/locked-pdf.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openPdf } from './support/open-pdf.ts'
import { desktop, phone } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

const pages = Array.from({ length: 450 }, (_, at) => markedLines([[`Dette er side ${at + 1}.`]]))
const structure = {
  400: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /Rect [60 600 300 620] /F 4 >>',
  500: stream('/Type /EmbeddedFile', 'MZ'),
  501: '<< /Type /Filespec /F (et-veldig-langt-navn-uten-mellomrom-som-maa-brytes-et-sted.exe) /EF << /F 500 0 R >> >>',
}
const catalog =
  '/AcroForm << /Fields [400 0 R] >> /Collection << >> /Names << /EmbeddedFiles << /Names [(a) 501 0 R] >> >>'
const everything = { pages, structure, catalog, pageExtras: '/Annots [400 0 R]' }

/** Each state, and what has to be there before it is judged. */
const states: [name: string, pdf: Uint8Array, shown: (page: Page) => Promise<unknown>][] = [
  [
    'a locked PDF after a wrong password',
    lockedPdf({ pages: pages.slice(0, 1) }, 'hemmelig'),
    async (page) => {
      await page.getByLabel('Passord til PDF-en').fill('feil')
      await page.getByLabel('Passord til PDF-en').press('Enter')
      await page.locator('.password-card').getByText('Passordet er feil.').waitFor()
    },
  ],
  [
    'files, a form, very many pages, and one that cannot be drawn',
    handMadePdf(everything),
    async (page) => {
      await page.locator('.pdf-files li', { hasText: '2 B' }).waitFor()
      await page.locator('.page-note').first().waitFor()
      await page.getByLabel('Gå til side').fill('451')
      await page.getByLabel('Gå til side').press('Enter')
      await page.getByText('Skriv et sidetall fra 1 til 450.').waitFor()
    },
  ],
]

describe('what a PDF letter can say', () => {
  for (const [name, pdf, shown] of states) {
    for (const [screen, viewport] of [
      ['a phone', phone],
      ['a wide screen', desktop],
    ] as const) {
      it(`passes axe, light and dark, and fits the screen: ${name}, on ${screen}`, async () => {
        await using visited = await openPdf(mailbox, pdf, {
          viewport,
          before: ({ context }) =>
            context.addInitScript(() => {
              // axe has canvases of its own
              const apply = (target: typeof make, canvas: HTMLCanvasElement, args: unknown[]): unknown =>
                canvas.closest('.pdf-page') === null ? Reflect.apply(target, canvas, args) : null
              const make = Reflect.get(HTMLCanvasElement.prototype, 'getContext') as () => unknown
              Reflect.set(HTMLCanvasElement.prototype, 'getContext', new Proxy(make, { apply }))
            }),
        })
        const { page } = visited
        await shown(page)
        assert.deepEqual(await axeViolations(page), [])
        await page.emulateMedia({ colorScheme: 'dark' })
        assert.deepEqual(await axeViolations(page, 'contrast'), [])
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
      })
    }
  }
})
