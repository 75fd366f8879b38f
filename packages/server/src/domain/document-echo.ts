import type { Document, Message, Version } from '@brevdue/protocol'
import { documentsOf } from './message.ts'

/** The subject of v6 has less room. Cut between characters: half of one cannot be written as XML. */
const subjectLengthOfV6 = 100
const cutSubject = (subject: string | undefined) =>
  subject === undefined ? undefined : [...subject].slice(0, subjectLengthOfV6).join('')

/**
 * The documents as an answer shows them: what was sent, with the defaults filled in and the hash of what arrived.
 *
 * @param sent the message as it came, in its own version
 * @param upgraded the same in today's form
 * @param answered the version that the answer is written in; what that has no place for is left out
 */
export function documentEcho(
  sent: { version: Version; message: Message },
  upgraded: Message,
  answered: Version,
  contentHashes: readonly string[],
): Document[] {
  const documents = documentsOf(answered === sent.version ? sent.message : upgraded)
  return documents.map((document, index) => {
    const { link: _, dataType, subject, ...rest } = document
    const fits = answered === 'v6' ? cutSubject(subject) : subject
    return {
      ...rest,
      ...(fits === undefined ? {} : { subject: fits }),
      ...(dataType === undefined || answered === 'v6' ? {} : { dataType }),
      authenticationLevel: document.authenticationLevel ?? 'PASSWORD',
      sensitivityLevel: document.sensitivityLevel ?? 'NORMAL',
      contentHash: { value: contentHashes[index] ?? '', hashAlgorithm: 'SHA256' },
    }
  })
}
