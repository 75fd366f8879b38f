import { isIP } from 'node:net'
import { readSmtpUrl } from '../gateways/smtp-server.ts'
import type { Secret } from './secret.ts'

/** What is wrong with the options of outgoing e-mail. */
export function emailProblems({ smtpUrl, mailFrom }: { smtpUrl?: Secret | undefined; mailFrom?: string | undefined }) {
  const problems: string[] = []
  if (mailFrom !== undefined && !/^([^<>\r\n@]* <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(mailFrom)) {
    problems.push(`BREVDUE_MAIL_FROM is “${mailFrom}”; it must look like Brevdue <no-reply@example.org>`)
  }
  if (smtpUrl === undefined) return problems
  if (mailFrom === undefined) problems.push('BREVDUE_MAIL_FROM must be set when BREVDUE_SMTP_URL is')
  try {
    readSmtpUrl(smtpUrl.reveal())
  } catch (error) {
    problems.push(`BREVDUE_SMTP_URL ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
  return problems
}

/** Text that becomes part of a line of an e-mail. */
export function readLine(variable: string, text: string | undefined, problems: string[]): string | undefined {
  if (text !== undefined && (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) || text.length > 200)) {
    problems.push(`${variable} must be one line of at most 200 characters`)
  }
  return text?.trim() || undefined
}

/** Addresses and networks of proxies, separated by commas. What is none goes to `problems`. */
export function readProxies(text: string, problems: string[]): string[] {
  const found = text.split(',').flatMap((part) => part.trim() || [])
  for (const proxy of found) {
    const [address = '', bits] = proxy.split('/')
    const most = isIP(address) === 4 ? 32 : 128
    const whole = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
    if (isIP(address) === 0 || !whole) {
      problems.push(
        `BREVDUE_TRUSTED_PROXIES has “${proxy}”; each part must be an address or a network such as 10.0.0.0/8`,
      )
    }
  }
  return found
}
