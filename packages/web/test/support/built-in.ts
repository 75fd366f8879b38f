import {
  anInvitation,
  freePort,
  startSmtp,
  type startTestServer,
  type TestPerson,
  textOf,
} from '@brevdue/server/testing'
import type { CDPSession, Page } from 'playwright-core'
import { startMailbox, type TestMailbox } from './mailbox.ts'

/** The mailbox with the built-in sign-in, and the e-mail that it sends. */
export interface BuiltInMailbox extends TestMailbox {
  /** How many e-mails have come. */
  emailCount: () => number
  /** Waits for the next e-mail with a code after so many: what is told of an earlier change may come in between. */
  codeEmailAfter: (count: number) => Promise<string>
  invite: (person: TestPerson, options?: { replaces?: boolean }) => Promise<string>
}

export async function startBuiltInMailbox(
  overrides: Parameters<typeof startTestServer>[0] = {},
): Promise<BuiltInMailbox> {
  const smtp = await startSmtp()
  const port = await freePort()
  const mailbox = await startMailbox('Kari Nordmann', {
    mode: 'service',
    signIn: 'built-in',
    port,
    // passkeys want a name, and browsers trust this one without https
    publicUrl: `http://localhost:${port}`,
    smtpUrl: smtp.url,
    mailFrom: 'Brevdue <no-reply@brevdue.example>',
    ...overrides,
  })
  return {
    ...mailbox,
    server: { ...mailbox.server, url: `http://localhost:${port}` },
    emailCount: () => smtp.received.length,
    async codeEmailAfter(count) {
      for (let at = count; ; at++) {
        await smtp.atLeast(at + 1)
        const text = textOf(smtp.received[at])
        if (codePattern.test(text)) return text
      }
    },
    invite: ({ mailboxId = '' }, options) => anInvitation(mailbox.server, { mailboxId, ...options }),
    async [Symbol.asyncDispose]() {
      await mailbox[Symbol.asyncDispose]()
      await smtp.close()
    },
  }
}

/** For a service, which must know its address before it listens. */
export { freePort }

const codePattern = /\b\d{4} ?\d{4}\b/

/** The code to type, and the link, of an e-mail. */
export function codeIn(email: string): string {
  const code = codePattern.exec(email)?.[0]
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
