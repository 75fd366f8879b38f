import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { anInvitation, type startTestServer, type TestPerson } from '@brevdue/server/testing'
import type { CDPSession, Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { startMailbox, type TestMailbox } from './mailbox.ts'

/** The mailbox with the built-in sign-in, and the e-mail that it sends. */
export interface BuiltInMailbox extends TestMailbox {
  /** Words of each e-mail that has come, the latest last. */
  emails: string[]
  /** Waits for the next e-mail after so many. */
  emailAfter: (count: number) => Promise<string>
  invite: (person: TestPerson, options?: { replaces?: boolean }) => Promise<string>
}

export async function startBuiltInMailbox(
  overrides: Parameters<typeof startTestServer>[0] = {},
): Promise<BuiltInMailbox> {
  const emails: string[] = []
  const smtp = await startSmtp(emails)
  const port = await freePort()
  const mailbox = await startMailbox('Kari Nordmann', {
    mode: 'service',
    signIn: 'built-in',
    port,
    // passkeys want a name, and browsers trust this one without https
    publicUrl: `http://localhost:${port}`,
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    mailFrom: 'Brevdue <no-reply@brevdue.example>',
    ...overrides,
  })
  return {
    ...mailbox,
    server: { ...mailbox.server, url: `http://localhost:${port}` },
    emails,
    async emailAfter(count) {
      while (emails.length <= count) await smtp.next()
      return emails[count] ?? ''
    },
    invite: ({ mailboxId = '' }, options) => anInvitation(mailbox.server, { mailboxId, ...options }),
    async [Symbol.asyncDispose]() {
      await mailbox[Symbol.asyncDispose]()
      await smtp.close()
    },
  }
}

/** A port that is free now: a service must know its address before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface Smtp {
  port: number
  next: () => Promise<void>
  close: () => Promise<void>
}

/** A real SMTP server on loopback, which keeps the words of what it is handed. */
async function startSmtp(emails: string[]): Promise<Smtp> {
  let arrived = Promise.withResolvers<void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        emails.push(wordsOf(Buffer.concat(chunks).toString('utf8')))
        callback()
        arrived.resolve()
        arrived = Promise.withResolvers<void>()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { port, next: () => arrived.promise, close: () => new Promise((resolve) => server.close(resolve)) }
}

/** Headers and body, decoded. */
function wordsOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\n\n')
  if (/^content-transfer-encoding: *base64/im.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString()}`
  const bytes = body
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`
}

/** The code to type, and the link, of an e-mail. */
export function codeIn(email: string): string {
  const code = /\b\d{4} ?\d{4}\b/.exec(email.split('\n\n').slice(1).join('\n\n'))?.[0]
  if (code === undefined) throw new Error(`No code in: ${email}`)
  return code
}
export function linkIn(email: string): string {
  const link = /https?:\S+\/sign-in\/link#\S+/.exec(email)?.[0]
  if (link === undefined) throw new Error(`No link in: ${email}`)
  return link
}

/** Chromium's own authenticator, that says yes at once: the whole of WebAuthn but the finger. */
export async function addAuthenticator(page: Page): Promise<CDPSession & { authenticatorId: string }> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return Object.assign(session, { authenticatorId })
}
