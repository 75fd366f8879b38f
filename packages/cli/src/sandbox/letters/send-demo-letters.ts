import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BrevdueClient, type Delivery } from '@brevdue/client'
import type { MessageRecipient } from '@brevdue/protocol'
import type { SandboxFile } from '@brevdue/server'
import type { Addressee, DemoLetter } from './demo-letter.ts'

export interface SentLetter {
  letter: DemoLetter
  subject: string
  delivery: Delivery
  /** Of all documents. */
  bytes: number
  milliseconds: number
}

/**
 * Sends letters of the sandbox to people in it: signed with its senders' keys, over its own wire.
 *
 * @param report told of each letter as soon as its signed answer has been verified
 */
export async function sendDemoLetters(
  sandbox: SandboxFile,
  dataDirectory: string,
  letters: readonly DemoLetter[],
  now: () => Date,
  report: (sent: SentLetter) => void = () => undefined,
): Promise<SentLetter[]> {
  const clients = new Map<string, BrevdueClient>()
  const clientOf = async (name: string): Promise<BrevdueClient> => {
    const known = clients.get(name)
    if (known !== undefined) return known
    const { id, key } = senderOf(sandbox, name)
    const client = new BrevdueClient({ url: sandbox.url, brokerId: id, key: await readFile(join(dataDirectory, key)) })
    clients.set(name, client)
    return client
  }
  const sent: SentLetter[] = []
  try {
    for (const letter of letters) {
      const client = await clientOf(letter.broker ?? letter.from)
      const result = await sendOne(sandbox, client, letter, now())
      sent.push(result)
      report(result)
    }
  } finally {
    for (const client of clients.values()) client.close()
  }
  return sent
}

async function sendOne(
  sandbox: SandboxFile,
  client: BrevdueClient,
  letter: DemoLetter,
  now: Date,
): Promise<SentLetter> {
  const { addressee, recipient } = recipientOf(sandbox, letter.to)
  const primaryDocument = letter.primaryDocument(addressee, now)
  const attachments = letter.attachments?.(addressee, now) ?? []
  const documents = [primaryDocument, ...attachments]
  const started = performance.now()
  const delivery = await client.send({
    messageId: letter.id,
    senderId: senderOf(sandbox, letter.from).id,
    recipient,
    primaryDocument,
    attachments,
  })
  return {
    letter,
    subject: primaryDocument.subject ?? '',
    delivery,
    bytes: documents.reduce((sum, { content }) => sum + (content instanceof Uint8Array ? content.byteLength : 0), 0),
    milliseconds: performance.now() - started,
  }
}

function senderOf(sandbox: SandboxFile, name: string): SandboxFile['senders'][number] {
  const sender = sandbox.senders.find((each) => each.name === name)
  if (sender === undefined) throw new Error(`sandbox.json has no sender called ${name}`)
  return sender
}

function recipientOf(sandbox: SandboxFile, name: string): { addressee: Addressee; recipient: MessageRecipient } {
  const person = sandbox.people.find((each) => each.name === name)
  const organisation = sandbox.organisations.find((each) => each.name === name)
  const found = person ?? organisation
  if (found === undefined) throw new Error(`sandbox.json has nobody called ${name}`)
  const { addressLine1, addressLine2, postalCode, city } = found.address
  const lines = [name, addressLine1, addressLine2, `${postalCode} ${city}`].filter((line) => line !== undefined)
  const recipient =
    person === undefined
      ? { organisationNumber: organisation?.organisationNumber ?? '' }
      : { personalIdentificationNumber: person.personalIdentificationNumber }
  return { addressee: { name, lines }, recipient }
}
