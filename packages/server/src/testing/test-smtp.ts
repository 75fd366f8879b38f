import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedEmail {
  from: string
  to: string[]
  /** As it came, headers and all. */
  raw: string
  secure: boolean
}

export interface TestSmtp extends AsyncDisposable {
  url: string
  port: number
  received: ReceivedEmail[]
  /** Addresses that are refused for good, or for now. */
  refused: Map<string, number>
  /** Resolves when so many have come. */
  atLeast(count: number): Promise<void>
  /** What was sent to an address, the latest last. */
  to(address: string): ReceivedEmail[]
  close(): Promise<void>
}

/** A real SMTP server on loopback, which keeps what it is handed. */
export async function startSmtp(options: SMTPServerOptions & { port?: number } = {}): Promise<TestSmtp> {
  const received: ReceivedEmail[] = []
  const refused = new Map<string, number>()
  let arrived = Promise.withResolvers<void>()
  const { port: wanted = 0, ...settings } = options
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: settings.key === undefined ? ['STARTTLS'] : [],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const code = refused.get(address)
      if (code === undefined) callback()
      else callback(Object.assign(new Error(`No such mailbox here: <${address}>`), { responseCode: code }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
        })
        callback()
        arrived.resolve()
        arrived = Promise.withResolvers<void>()
      })
    },
    ...settings,
  })
  server.on('error', () => undefined)
  server.listen(wanted, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    refused,
    async atLeast(count) {
      while (received.length < count) await arrived.promise
    },
    to: (address) => received.filter(({ to }) => to.includes(address.toLowerCase())),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The words of an e-mail, as its reader sees them. */
export function textOf(email: ReceivedEmail | undefined): string {
  if (email === undefined) throw new Error('No such e-mail came')
  return bodyOf(email.raw)
}

function bodyOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\n\n')
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
