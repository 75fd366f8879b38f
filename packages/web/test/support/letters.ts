import { decisionHtml, noticeHtml, pdfOf, plainText, stripedPng } from './documents.ts'
import type { TestMailbox } from './mailbox.ts'

/** Planted in the hidden letter; must be nowhere in the browser before the stronger sign-in. */
export const secret = { sender: 'Vestmark sykehus', subject: 'Innkalling til samtale om prøvesvar' }

/** What a mailbox looks like after a week: every kind of document and of barrier, oldest first. */
export async function sendLetters(mailbox: TestMailbox): Promise<void> {
  const { browser, send } = mailbox
  const pdf = await pdfOf(browser, decisionHtml)
  const plain = await pdfOf(browser, '<h1>Årsoppgave 2025</h1><p>Dette er årsoppgaven din.</p>')
  const text = new TextEncoder().encode(plainText)
  await send('Elvedal Bank', { primaryDocument: { subject: 'Årsoppgave 2025', fileType: 'pdf', content: plain } })
  await send('Solbakken barnehage', { primaryDocument: { subject: 'Takk for praten', fileType: 'txt', content: text } })
  await send('Solbakken barnehage', {
    primaryDocument: { subject: 'Bilde fra høstturen', fileType: 'png', content: stripedPng() },
  })
  await send('Fjellvik kommune', {
    primaryDocument: {
      subject: 'Varsel om stans av vann',
      fileType: 'html',
      content: new TextEncoder().encode(noticeHtml),
    },
  })
  await send('Statens prøveetat', {
    primaryDocument: {
      subject: 'Vedtak som krever to steg',
      fileType: 'pdf',
      content: plain,
      authenticationLevel: 'TWO_FACTOR',
    },
  })
  await send(secret.sender, {
    primaryDocument: {
      subject: secret.subject,
      fileType: 'pdf',
      content: plain,
      authenticationLevel: 'TWO_FACTOR',
      sensitivityLevel: 'SENSITIVE',
    },
  })
  await send('Fjellvik kommune', {
    primaryDocument: {
      subject: 'Varsel om vedtak',
      fileType: 'pdf',
      content: plain,
      openingReceipt: 'fjellvik@example.com',
    },
  })
  await send('Tindra Telekom', {
    primaryDocument: {
      subject: 'Faktura for november',
      fileType: 'pdf',
      content: plain,
      dataType: {
        name: 'invoice',
        value: {
          dueDate: '2030-12-05T00:00:00+01:00',
          sum: '1249.00',
          creditorAccount: '12345678903',
          kid: '00123456782',
        },
      },
    },
  })
  await send('Fjellvik kommune', {
    primaryDocument: { subject: 'Vedtak om redusert foreldrebetaling', fileType: 'pdf', content: pdf },
    attachments: [
      { subject: 'Regler for foreldrebetaling', fileType: 'pdf', content: plain },
      { subject: 'Kvittering for søknaden', fileType: 'txt', content: text },
      { subject: 'Beregning', fileType: 'pdf', content: plain, authenticationLevel: 'TWO_FACTOR' },
    ],
  })
}
