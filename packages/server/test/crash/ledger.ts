import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'

export interface SentDocument {
  uuid: string
  sha256: string
  content: Buffer
}

/** One letter as the sender knows it. */
export interface SentLetter {
  messageId: string
  recipient: string
  /** The primary document first. */
  documents: SentDocument[]
  /** `acknowledged`: the server has answered 200. `unknown`: nobody can say. */
  outcome: 'unknown' | 'acknowledged'
  round: number
}

const sizes = [10, 1000, 20_000, 100_000, 300_000]

/** A text of its own, so that no two contents are alike. */
function text(): Buffer {
  const size = (sizes[randomInt(sizes.length)] ?? 10) + randomInt(100)
  return Buffer.from(randomBytes(Math.ceil(size / 2)).toString('hex'))
}

/** A letter of one to three documents. */
export function newLetter(recipient: string, round: number): SentLetter {
  const documents = Array.from({ length: 1 + randomInt(3) }, () => {
    const content = text()
    return { uuid: randomUUID(), content, sha256: createHash('sha256').update(content).digest('base64') }
  })
  return { messageId: randomUUID(), recipient, documents, outcome: 'unknown', round }
}

/** The XML of the letter, as protocol 5.1 orders it. */
export function xmlOf({ messageId, recipient, documents }: SentLetter): string {
  const inside = (uuid: string) => `<uuid>${uuid}</uuid><subject>Crash</subject><file-type>txt</file-type>`
  const [primary, ...attachments] = documents
  return `<?xml version="1.0" encoding="UTF-8"?><message xmlns="http://api.digipost.no/schema/v8"><message-id>${messageId}</message-id><recipient><personal-identification-number>${recipient}</personal-identification-number></recipient><primary-document>${inside(primary?.uuid ?? '')}</primary-document>${attachments
    .map(({ uuid }) => `<attachment>${inside(uuid)}</attachment>`)
    .join('')}</message>`
}
