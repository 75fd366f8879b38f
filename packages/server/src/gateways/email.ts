import { domainToASCII } from 'node:url'
import { createTransport } from 'nodemailer'
import type { SmtpServer } from './smtp-server.ts'

export interface OutgoingEmail {
  /** Of the e-mail itself: a second try carries the same, so that programs show one. */
  id: string
  to: string
  subject: string
  text: string
}

/** What became of one try. */
export type EmailOutcome = 'sent' | 'refused' | 'try-again'

export interface EmailGateway {
  /** Never throws for what the other side does. `refused`: this address or message will not be taken later either. */
  send(email: OutgoingEmail): Promise<{ outcome: EmailOutcome; error?: unknown }>
  /** Connects, greets and signs in, without sending anything. @throws what went wrong */
  check(): Promise<void>
  close(): void
}

/** One connection or answer may take this long; the whole of one try is bounded below what it is claimed for. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 }
const longestTryMs = 60_000

/** Sends e-mail by SMTP. One connection at a time is kept for as long as there is something to send. */
export function emailGateway(server: SmtpServer, from: string): EmailGateway {
  const transport = createTransport({
    ...server,
    ...timeouts,
    pool: true,
    maxConnections: 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = asciiDomain(from) ?? 'brevdue.invalid'
  return {
    async send({ id, to, subject, text }) {
      try {
        await inTime(
          transport.sendMail({
            from,
            to: { name: '', address: to },
            subject,
            text,
            messageId: `<${id}@${domain}>`,
            xMailer: false,
            // RFC 3834 and what list programs look for: nobody's absence note should answer.
            headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          }),
        )
        return { outcome: 'sent' }
      } catch (error) {
        return { outcome: isFinal(error) ? 'refused' : 'try-again', error }
      }
    },
    async check() {
      await inTime(transport.verify())
    },
    close: () => transport.close(),
  }
}

/** The domain of an address as every server takes it: in A-labels where it has letters beyond ASCII. */
function asciiDomain(from: string): string | undefined {
  const domain = /@([^@<>\s]+)>?\s*$/.exec(from)?.[1]
  return domain === undefined ? undefined : domainToASCII(domain) || undefined
}

/**
 * A refusal of this address or message stays one. That we may not send at all (a wrong password, a sender that is not
 * allowed) is put right by the operator, and what waits is sent then.
 */
function isFinal(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: number; command?: string }
  const aboutThisOne = command === 'RCPT TO' || command === 'DATA'
  return aboutThisOne && responseCode !== undefined && responseCode >= 500
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The SMTP server took too long')), longestTryMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
