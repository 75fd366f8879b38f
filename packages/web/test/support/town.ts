import { aPerson, documentsWithSubject } from '@brevdue/server/testing'
import { sendCardLetters } from './card-letters.ts'
import { sendLetters } from './letters.ts'
import { startMailbox, type TestMailbox } from './mailbox.ts'

export interface TownOptions {
  /** Of the server. */
  clock?: () => Date
}

/**
 * Everybody whom the views are about: Kari with one letter of each kind, Ola with none, and Siv with one of each card, two
 * letters in the archive and two in the bin.
 */
export async function startTown(options: TownOptions = {}): Promise<TestMailbox> {
  const mailbox = await startMailbox('Kari Nordmann', {}, options)
  await aPerson(mailbox.server, { name: 'Ola Nordmann' })
  const siv = await aPerson(mailbox.server, { name: 'Siv Nordmann' })
  const { send } = mailbox
  await sendLetters(mailbox)
  await sendCardLetters({ ...mailbox, send: (from, message) => send(from, message, siv) })
  const content = new TextEncoder().encode('Hei Siv!\n')
  for (const [subject, place] of [
    ['Referat fra møtet', 'archive'],
    ['Leiekontrakt', 'archive'],
    ['Ukens tilbud', 'bin'],
    ['Nyhetsbrev', 'bin'],
  ] as const) {
    await send('Elvedal Bank', { primaryDocument: { subject, fileType: 'txt', content } }, siv)
    await mailbox.server.db
      .updateTable('letter')
      .set({ place, ...(place === 'bin' && { binned_at: new Date(), binned_from: 'inbox' }) })
      .where('mailbox_id', '=', siv.mailboxId ?? '')
      .where(
        'id',
        'in',
        (await documentsWithSubject(mailbox.server, subject)).map(({ letterId }) => letterId),
      )
      .execute()
  }
  return mailbox
}
