import type { TestMailbox } from './mailbox.ts'
import { enter, openLetter, type Visit, type VisitOptions, visit } from './visit.ts'

interface OpenOptions extends VisitOptions {
  /** Before the letter is opened: what is kept from the page, or done to it. */
  before?: (visited: Visit) => Promise<unknown>
  /** The letter's bytes as the page gets them, for those that the server takes from no sender. */
  instead?: Uint8Array
}

let letters = 0

/** Sends a PDF and opens it. */
export async function openPdf(mailbox: TestMailbox, pdf: Uint8Array, options: OpenOptions = {}): Promise<Visit> {
  const { before, instead, ...rest } = options
  const subject = `Brev nr. ${++letters} om noe`
  await mailbox.send('Fjellvik kommune', { primaryDocument: { subject, fileType: 'pdf', content: pdf } })
  const visited = await visit(mailbox.browser, mailbox.server.url, rest)
  const { page, context } = visited
  if (instead !== undefined) {
    const body = Buffer.from(instead)
    await context.route('**/content/*', (route) => route.fulfill({ contentType: 'application/pdf', body }))
  }
  await enter(page, mailbox.kari.name)
  await before?.(visited)
  await page.goto('/inbox')
  await openLetter(page, subject)
  return visited
}
