import type { OutgoingDocument } from '@brevdue/client'
import { type LetterText, letterPdf } from '../pdf/letter-pdf.ts'
import { letterheads, type SenderName } from './senders.ts'

/** Somebody in the sandbox, as letters are addressed to them. */
export interface Addressee {
  name: string
  lines: readonly string[]
}

/** A letter that the sandbox sends to itself when it is new. */
export interface DemoLetter {
  /** Of the message; sent only once per sandbox. */
  id: string
  from: SenderName
  /** Who signs for the sender, when it does not sign itself. */
  broker?: SenderName
  /** Name of a person or organisation of the sandbox. */
  to: string
  primaryDocument: (to: Addressee, now: Date) => OutgoingDocument
  attachments?: (to: Addressee, now: Date) => OutgoingDocument[]
}

/** A PDF document on the sender's letterhead. */
export function pdfDocument(
  from: SenderName,
  to: Addressee,
  now: Date,
  letter: Pick<LetterText, 'heading' | 'body' | 'signature'> & { reference?: string },
): OutgoingDocument {
  const content = letterPdf({
    ...letter,
    sender: letterheads[from],
    recipientLines: to.lines,
    date: longDate(now),
    footer: `${from} finnes ikke. Brevet er laget av Brevdues sandkasse for å vise hvordan post ser ut.`,
  })
  return { subject: letter.heading, fileType: 'pdf', content }
}

/** As in “23. november 2026”. */
export function longDate(date: Date): string {
  return date.toLocaleDateString('nb-NO', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Oslo' })
}

export function daysLater(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}
