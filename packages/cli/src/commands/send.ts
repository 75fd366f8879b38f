import { BrevdueClient, type Delivery, DigipostError, type OutgoingMessage } from '@brevdue/client'
import type { MessageRecipient } from '@brevdue/protocol'
import { Command, Option } from 'commander'
import { sayJson } from '../print.ts'
import { complainRefusal, deliveryJson, refusalJson, sayDelivery } from '../send/describe.ts'
import { type ReadDocument, readDocumentPath } from '../send/document.ts'
import { htmlChanges, sayChanges } from '../send/html-letter.ts'
import { Progress } from '../send/progress.ts'
import { readRecipient } from '../send/recipient.ts'
import { findSigners, type Signer, type SignerOptions } from '../send/signer.ts'
import { allRead } from '../usage-error.ts'

interface Options extends SignerOptions {
  to: string
  subject: string
  attach?: string[]
  level?: 'PASSWORD' | 'TWO_FACTOR' | 'IDPORTEN_3' | 'IDPORTEN_4'
  sensitive?: boolean
  openingReceipt?: string
  messageId?: string
  json?: boolean
}

export function sendCommand(): Command {
  return new Command('send')
    .summary('send a letter')
    .description(
      'Signs a letter, sends it, verifies the signed answer and says what became of it. Without further options it is sent by the demo sender of the sandbox in ./data (BREVDUE_DATA). Exit code 0: delivered; 1: refused or failed; 2: wrong usage.',
    )
    .argument('<document>', 'the letter, such as letter.pdf; its type is read from the extension')
    .requiredOption('--to <recipient>', 'national identity number, Digipost address or organisation number')
    .requiredOption('--subject <text>', 'what the recipient sees in the mailbox')
    .option('--attach <document...>', 'attachments; each has its name as subject')
    .addOption(
      new Option('--level <level>', 'how the recipient must have signed in').choices([
        'PASSWORD',
        'TWO_FACTOR',
        'IDPORTEN_3',
        'IDPORTEN_4',
      ]),
    )
    .option('--sensitive', 'hide sender and subject until the recipient has signed in at that level')
    .option('--opening-receipt <text>', 'ask for a receipt when the letter is opened')
    .option('--message-id <id>', 'your own reference; the same one is never delivered twice')
    .option('--as <sender id>', 'send for this sender, through a broker where one of the sandbox may act for it')
    .option('--url <url>', 'where the service is (default: the sandbox)')
    .option('--broker <id>', 'account that signs; with --key and --certificate')
    .option('--key <path>', 'its private RSA key: PEM, DER or PKCS #12 (.p12)')
    .option('--key-password-file <path>', 'file with the password of that key, where it has one')
    .option('--certificate <path>', 'its certificate, PEM or DER')
    .option('--json', 'print the delivery or the refusal as JSON')
    .action(send)
}

async function send(path: string, options: Options): Promise<void> {
  const progress = new Progress()
  const paths = [path, ...(options.attach ?? [])]
  const [read, recipient, signers] = await allRead<[ReadDocument[], MessageRecipient, Signer[]]>([
    allRead(paths.map((each) => readDocumentPath(each, (sent) => progress.add(sent)))),
    readRecipient(options.to),
    findSigners(options),
  ])
  const changes = await htmlChanges(paths)
  const bytes = read.reduce((sum, { size }) => sum + size, 0)
  const documents = read.map(({ document }) => document)
  const message = compose(documents, recipient, options)
  progress.start(bytes)
  const started = performance.now()
  try {
    const delivery = await sendAs(signers, message).finally(() => progress.end())
    const measured = { bytes, milliseconds: performance.now() - started }
    if (options.json === true) sayJson({ ...deliveryJson(delivery, measured), changes })
    else {
      sayDelivery(delivery, measured)
      sayChanges(changes)
    }
  } catch (error) {
    if (!(error instanceof DigipostError)) throw error
    if (options.json === true) sayJson(refusalJson(error))
    else complainRefusal(error)
    process.exitCode = 1
  }
}

function compose(
  [primary, ...attachments]: OutgoingMessage['primaryDocument'][],
  recipient: MessageRecipient,
  options: Options,
): OutgoingMessage {
  const levels = {
    ...(options.level !== undefined && { authenticationLevel: options.level }),
    ...(options.sensitive === true && { sensitivityLevel: 'SENSITIVE' as const }),
  }
  if (primary === undefined) throw new Error('a letter has a document')
  return {
    recipient,
    ...(options.messageId !== undefined && { messageId: options.messageId }),
    ...(options.as !== undefined && { senderId: options.as }),
    primaryDocument: {
      ...primary,
      ...levels,
      subject: options.subject,
      ...(options.openingReceipt !== undefined && { openingReceipt: options.openingReceipt }),
    },
    attachments: attachments.map((attachment) => ({ ...attachment, ...levels })),
  }
}

/** Tries the next one only when the service has said that this one may not act for the sender. */
async function sendAs([signer, ...others]: Signer[], message: OutgoingMessage): Promise<Delivery> {
  if (signer === undefined) throw new Error('somebody has to sign')
  const client = new BrevdueClient(signer)
  try {
    return await client.send(message)
  } catch (error) {
    const mayTryNext = error instanceof DigipostError && error.code === 'BROKER_NOT_AUTHORIZED' && others.length > 0
    if (!mayTryNext) throw error
  } finally {
    client.close()
  }
  return sendAs(others, message)
}
