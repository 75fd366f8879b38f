import type { Registry } from 'prom-client'
import type { ScanReason } from '../domain/access.ts'
import { type ContentSwept, durabilityReport } from './durability-report.ts'
import type { Logger } from './logger.ts'
import { reportCounters } from './metrics.ts'
import { scanReport } from './scan-report.ts'
import { type SealReport, sealReport } from './seal-report.ts'

/** One function per fact that matters to an operator: each writes its log line and moves its counter. */
export interface Report extends SealReport {
  readonly started: (fact: {
    url: string
    metrics: string | undefined
    mode: string
    migrations: readonly string[]
  }) => void
  readonly stopped: () => void
  readonly letterDelivered: (fact: {
    messageId: string
    senderId: string
    brokerId: string
    channel: string
    documents: number
    bytes: number
    /** What the views of its HTML documents show otherwise than the sender wrote it; at most a hundred a document. */
    htmlChanges: number
  }) => void
  readonly requestRefused: (fact: {
    code: string
    status: number
    /** Known once the signature has been verified. */
    callerId?: string | undefined
    /** What an unverified request says it is; decimal digits only. */
    claimedCallerId?: string | undefined
    method: string
    /** The route's pattern stands for the path, which may name a person. */
    route: string
    /** The first sentence of a refusal at authentication, which speaks of certificates, dates and signatures alone. */
    why?: string | undefined
  }) => void
  readonly requestAnswered: (fact: {
    method: string
    route: string
    status: number
    seconds: number
    in: number
    out: number
  }) => void
  readonly dataTypeUnreadable: (fact: { documentId: string }) => void
  readonly contentSwept: (fact: ContentSwept) => void
  readonly sweepFailed: (error: unknown) => void
  readonly contentLost: (fact: { blobKey: string; reason: 'missing' | 'damaged' }, error: unknown) => void
  readonly contentRestored: (fact: { blobKey: string }) => void
  readonly clockDoubted: (fact: { kind: 'ahead' | 'behind' | 'apart'; now: Date; compared: Date }) => void
  readonly clockTrusted: () => void
  readonly clockCheckFailed: (error: unknown) => void
  readonly emailSent: (fact: { kind: string; tries: number }) => void
  readonly emailRefused: (fact: { kind: string }, error: unknown) => void
  readonly emailDelayed: (fact: { kind: string; tries: number }, error: unknown) => void
  readonly emailTooLate: (fact: { emails: number }) => void
  readonly emailsFailed: (error: unknown) => void
  readonly documentPassed: (fact: { documentId: string; tries: number }) => void
  readonly documentWithheld: (fact: {
    documentId: string
    reason: ScanReason
    signature: string
    bytes: number
  }) => void
  readonly scanFailed: (fact: { documentId: string; tries: number }, error: unknown) => void
  readonly scannerAway: (error: unknown) => void
  readonly scannerBack: () => void
  readonly scansWaiting: (fact: { waiting: number }) => void
  readonly scansStuck: (fact: { waiting: number }) => void
  readonly scansFailed: (error: unknown) => void
  readonly binsEmptied: (fact: { letters: number }) => void
  readonly binsNotEmptied: (error: unknown) => void
  readonly databaseVersion: (fact: {
    version: string
    released: Date | undefined
    /** Later minor releases; undefined if it is not known. */
    missingReleases: number | undefined
  }) => void
  readonly databaseVersionFailed: (error: unknown) => void
  readonly databaseLost: (error: unknown) => void
  readonly databaseBack: () => void
}

/** @param deps `messageId` in the facts is our own id, never the sender's: theirs may hold anything */
export function createReport(deps: { log: Logger; metrics: Registry }): Report {
  const { log } = deps
  const count = reportCounters(deps.metrics)
  return {
    started: (fact) =>
      log.info(
        { listening: fact.url, metrics: fact.metrics, mode: fact.mode, migrations: fact.migrations },
        'the server is ready',
      ),
    stopped: () => log.info('the server has stopped'),
    letterDelivered: (fact) => {
      count.delivered.inc({ channel: fact.channel })
      count.deliveredBytes.inc(fact.bytes)
      log.info(fact, 'a letter was delivered')
    },
    requestRefused: (fact) => {
      count.refused.inc({ code: fact.code })
      log.info(fact, 'a request was refused')
    },
    requestAnswered: (fact) => {
      count.answered.observe({ method: fact.method, route: fact.route, status: fact.status }, fact.seconds)
      count.received.inc(fact.in)
      count.sent.inc(fact.out)
      log.debug(fact, 'a request was answered')
    },
    dataTypeUnreadable: (fact) =>
      log.warn(fact, 'the data type of a document cannot be read; it is shown without a card'),
    ...durabilityReport(log, deps.metrics),
    emailSent: (fact) => {
      count.emails.inc({ outcome: 'sent' })
      log.info(fact, 'an e-mail was handed over')
    },
    emailRefused: (fact, err) => {
      count.emails.inc({ outcome: 'refused' })
      log.warn({ ...fact, err }, 'an e-mail was refused for good by the SMTP server; it is not tried again')
    },
    emailDelayed: (fact, err) => {
      count.emails.inc({ outcome: 'delayed' })
      log.warn({ ...fact, err }, 'an e-mail could not be handed over; it is tried again')
    },
    emailTooLate: (fact) => {
      count.emails.inc({ outcome: 'too-late' }, fact.emails)
      log.warn(fact, 'e-mails could not be handed over before what they tell was over')
    },
    emailsFailed: (err) => log.error({ err }, 'outgoing e-mail could not be looked at; it is tried again'),
    ...scanReport(log, count),
    ...sealReport(log, count),
    binsEmptied: (fact) => {
      if (fact.letters > 0) log.info(fact, 'letters that had been in the bin for their days were deleted for good')
    },
    binsNotEmptied: (err) => log.warn({ err }, 'the bins could not be emptied; it is tried again within an hour'),
    databaseVersion: ({ version, released, missingReleases }) => {
      // Another version may have been there before.
      count.postgresReleased.reset()
      count.postgresMissingReleases.reset()
      if (released !== undefined) count.postgresReleased.set({ version }, released.getTime() / 1000)
      if (missingReleases !== undefined) count.postgresMissingReleases.set({ version }, missingReleases)
      log.debug({ version, missingReleases }, 'the version of PostgreSQL was looked at')
    },
    databaseVersionFailed: (err) => log.warn({ err }, 'the version of PostgreSQL could not be read; it is tried again'),
    databaseLost: (err) => log.error({ err }, 'the connection to PostgreSQL is gone; it is being had back'),
    databaseBack: () => log.info('PostgreSQL is back'),
  }
}
