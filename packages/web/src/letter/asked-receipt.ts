import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'

/**
 * The document whose receipt has to be agreed to before this one opens: the main document's guards the attachments too,
 * unless that is withheld and its receipt can never be given.
 */
export function askedReceipt(letter: Letter, document: LetterDocument): LetterDocument | undefined {
  return [letter.documents[0], document].find(
    (each) => each?.receipt.state === 'asked' && each.scan !== 'withheld' && each.scan !== 'destroyed',
  )
}
