import type { Config } from '../../config/config.ts'
import { emailGateway } from '../../gateways/email.ts'
import { readSmtpUrl } from '../../gateways/smtp-server.ts'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'

const name = 'outgoing e-mail'

/** Whether the SMTP server takes us: connects, greets and signs in, and sends nothing. Undefined where nobody needs it. */
export async function checkEmail(
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'signIn'>,
): Promise<Finding | undefined> {
  const { smtpUrl, mailFrom, signIn } = config
  if (smtpUrl === undefined || mailFrom === undefined) {
    if (signIn !== 'built-in') return undefined
    return warning(
      name,
      'none is set up: people can sign in with passkeys only, and are told of nothing',
      'Set BREVDUE_SMTP_URL and BREVDUE_MAIL_FROM (docs/guides/sign-in-built-in.md).',
    )
  }
  const server = readSmtpUrl(smtpUrl.reveal())
  const gateway = emailGateway(server, mailFrom)
  const place = `${server.host}, port ${server.port}`
  try {
    await gateway.check()
    const how = server.secure || server.requireTLS ? ', encrypted' : ''
    return ok(name, `the SMTP server at ${place} answers${how} and takes us; no e-mail was sent`)
  } catch (error) {
    return failed(name, `the SMTP server at ${place} does not take us: ${reasonOf(error)}`, adviceOn(error))
  } finally {
    gateway.close()
  }
}

function adviceOn(error: unknown): string {
  const { code } = error as { code?: string }
  if (code === 'EAUTH') return 'See that account and password in BREVDUE_SMTP_URL are right.'
  if (code === 'ETLS')
    return 'The server does not offer TLS that we can trust: see its certificate, or write smtps:// for TLS from the start.'
  return 'See that the server runs and that this machine may reach it at the address in BREVDUE_SMTP_URL.'
}
