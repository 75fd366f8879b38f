import type { Config } from '../config/config.ts'
import { type SealedNews, writeEmail } from '../domain/built-in/email-words.ts'
import { type EmailGateway, emailGateway } from '../gateways/email.ts'
import { readSmtpUrl } from '../gateways/smtp-server.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Report } from '../observe/report.ts'
import {
  type ClaimedEmail,
  claimOutgoing,
  dropOutgoing,
  nextOutgoing,
  removeOutgoing,
  retryOutgoing,
} from '../store/built-in/outgoing-email.ts'
import type { Database } from '../store/database.ts'
import { emailSeal } from '../store/sign-in-seal.ts'
import type { ClockGuard } from './clock-guard.ts'

export interface OutboxDeps {
  db: Database
  keyring: Keyring
  gateway: EmailGateway
  mailboxUrl: string
  clock: () => Date
  /** Asked before an e-mail is removed because it comes too late; without one the clock is believed. */
  clockGuard?: ClockGuard | undefined
  report: Pick<Report, 'emailSent' | 'emailRefused' | 'emailDelayed' | 'emailTooLate' | 'emailsFailed'>
}

/** Longer than one try can take (`gateways/email.ts`), so that nobody else tries at the same time. */
const leaseMs = 120_000
const atOnce = 10
/** Waits after the first, second … try that failed; the last one from then on. */
const waitsMs = [5_000, 15_000, 60_000, 180_000, 600_000]

/**
 * Sends what is due, and removes what came too late.
 *
 * @param only this one, if it is due
 * @returns the ids of what was sent
 */
export async function sendOutgoing(deps: OutboxDeps, only?: string): Promise<string[]> {
  const now = deps.clock()
  const late = (await deps.clockGuard?.sure()) === false ? 0 : await dropOutgoing(deps.db, now)
  if (late > 0) deps.report.emailTooLate({ emails: late })
  const claimed = await claimOutgoing(deps.db, {
    now,
    leaseMs,
    most: atOnce,
    ...(only === undefined ? {} : { id: only }),
  })
  const sent = await Promise.all(claimed.map((one) => sendOne(deps, one)))
  return sent.flatMap((id) => id ?? [])
}

async function sendOne(deps: OutboxDeps, { id, sealed, tries }: ClaimedEmail): Promise<string | undefined> {
  const opened = openNews(deps, id, sealed)
  if ('error' in opened) {
    await postpone(deps, id, tries)
    deps.report.emailDelayed({ kind: 'unknown', tries }, opened.error)
    return undefined
  }
  const { to, language, news } = opened
  const { outcome, error } = await deps.gateway.send({ id, to, ...writeEmail(news, language, deps.mailboxUrl) })
  if (outcome === 'try-again') {
    await postpone(deps, id, tries)
    deps.report.emailDelayed({ kind: news.kind, tries }, error)
    return undefined
  }
  await removeOutgoing(deps.db, id)
  if (outcome === 'sent') deps.report.emailSent({ kind: news.kind, tries })
  else deps.report.emailRefused({ kind: news.kind }, error)
  return outcome === 'sent' ? id : undefined
}

/** One that does not open must not stop the others; it is dropped when it has expired, like any other. */
function openNews({ keyring }: OutboxDeps, id: string, sealed: Buffer): SealedNews | { error: unknown } {
  try {
    return JSON.parse(emailSeal(keyring, id).open('sealed', sealed)) as SealedNews
  } catch (error) {
    return { error }
  }
}

function postpone({ db, clock }: OutboxDeps, id: string, tries: number): Promise<void> {
  const wait = waitsMs[Math.min(tries, waitsMs.length) - 1] ?? leaseMs
  return retryOutgoing(db, id, new Date(clock().getTime() + wait))
}

export interface EmailOutbox {
  /** Something was written: look now rather than at the next round. */
  poke(): void
  /** Waits until nothing is being tried and nobody has asked for another look. */
  idle(): Promise<void>
  /** Waits for the try under way. */
  close(): Promise<void>
}

/** The outbox of an operator who has set up outgoing e-mail; undefined for one who has not. */
export function outboxDeps(
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>,
  deps: Omit<OutboxDeps, 'gateway' | 'mailboxUrl'>,
): OutboxDeps | undefined {
  const { smtpUrl, mailFrom, publicUrl = '' } = config
  if (smtpUrl === undefined || mailFrom === undefined) return undefined
  return { ...deps, gateway: emailGateway(readSmtpUrl(smtpUrl.reveal()), mailFrom), mailboxUrl: publicUrl }
}

const longestRestMs = 10_000

/**
 * Sends for as long as the server runs: at once when poked, when a retry is due, and every ten seconds, for what a command
 * of the operator has written.
 */
export function startEmailOutbox(deps: OutboxDeps): EmailOutbox {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let closed = false
  const rest = (milliseconds: number): void => {
    clearTimeout(timer)
    if (!closed) timer = setTimeout(poke, Math.max(0, milliseconds)).unref()
  }
  const round = async (): Promise<void> => {
    try {
      while (!closed && (await sendOutgoing(deps)).length === atOnce);
      const next = await nextOutgoing(deps.db)
      rest(next === undefined ? longestRestMs : Math.min(longestRestMs, next.getTime() - deps.clock().getTime()))
    } catch (error) {
      deps.report.emailsFailed(error)
      rest(longestRestMs)
    }
  }
  const poke = (): void => {
    if (closed) return
    if (running !== undefined) {
      again = true
      return
    }
    running = round().finally(() => {
      running = undefined
      if (again) {
        again = false
        poke()
      }
    })
  }
  poke()
  return {
    poke,
    async idle() {
      while (running !== undefined) await running
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await running
      deps.gateway.close()
    },
  }
}
