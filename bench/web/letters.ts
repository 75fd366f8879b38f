import { multiplyLetters } from '@brevdue/server/testing'
import { pdfOf } from '../../packages/web/test/support/documents.ts'
import type { TestMailbox } from '../../packages/web/test/support/mailbox.ts'

/** As many as the longest list that is measured. */
export const letterCount = 10_000
export const pdfSubject = 'Vedtak på fire sider'
export const textSubject = 'Takk for praten'

/** Where the middle of the red bar lies that the first page of the PDF draws last, as shares of the page. */
export const lastMark = { x: 42 / 210, y: (20 + 248) / 297 }

const sentence =
  'Vi har behandlet søknaden din om redusert foreldrebetaling for barnehageåret, og legger reglene i forskriften til grunn. '
const section = (number: number) =>
  `<h2>${number}. Slik har vi vurdert saken</h2>${`<p>${sentence.repeat(4)}</p>`.repeat(6)}
<table><tr><th>Post</th><th>Beløp</th></tr><tr><td>Full pris per måned</td><td>2 000 kr</td></tr></table>`

const fourPages = `<!doctype html><html lang="nb"><title>${pdfSubject}</title>
<style>body,h2{margin:0}body{font:10pt/1.5 sans-serif}section{position:relative}.next{break-before:page}
td,th{border:1px solid #777;padding:3px 10px}.mark{position:absolute;top:246mm;left:0;width:40mm;border-top:4mm solid #c01030}
</style>${[1, 2, 3, 4].map((page) => `<section class="${page > 1 ? 'next' : ''}">${section(page)}${page === 1 ? '<div class="mark"></div>' : ''}</section>`).join('')}`

const senders = ['Elvedal Bank', 'Fjellvik kommune', 'Solbakken barnehage', 'Tindra Telekom']

/** A mailbox of ten thousand letters, and on top of it the ones that are opened. */
export async function sendLetters(mailbox: TestMailbox): Promise<void> {
  const { browser, send } = mailbox
  const content = new TextEncoder().encode('Hei Kari!\n\nTakk for praten.\n')
  for (const from of senders) {
    await send(from, { primaryDocument: { subject: 'Melding nummer 0', fileType: 'txt', content } })
  }
  // sent one by one they would take minutes
  await multiplyLetters(mailbox.server, mailbox.kari, letterCount - senders.length - 2)
  await send('Solbakken barnehage', { primaryDocument: { subject: textSubject, fileType: 'txt', content } })
  const pdf = await pdfOf(browser, fourPages)
  await send('Fjellvik kommune', { primaryDocument: { subject: pdfSubject, fileType: 'pdf', content: pdf } })
}
