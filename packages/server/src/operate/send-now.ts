import type { Config } from '../config/config.ts'
import { outboxDeps, sendOutgoing } from '../jobs/email-outbox.ts'
import type { Keyring } from '../keys/keyring.ts'
import { createLogger } from '../observe/logger.ts'
import { createMetrics } from '../observe/metrics.ts'
import { createReport } from '../observe/report.ts'
import type { Database } from '../store/database.ts'

interface Place {
  db: Database
  keyring: Keyring
  config: Pick<Config, 'publicUrl' | 'smtpUrl' | 'mailFrom'>
}

/**
 * Sends one e-mail of the outbox from here, whether or not a server runs.
 *
 * @returns what became of it, in a sentence for the operator
 */
export async function sendNow({ db, keyring, config }: Place, id: string, now: Date): Promise<string> {
  const log = createLogger('silent')
  const report = createReport({ log, metrics: createMetrics() })
  let why = ''
  const deps = outboxDeps(config, {
    db,
    keyring,
    clock: () => now,
    report: {
      ...report,
      emailRefused: (_fact, error) => (why = `refused: ${reasonOf(error)}`),
      emailDelayed: (_fact, error) => (why = reasonOf(error)),
    },
  })
  if (deps === undefined) return 'The code waits to be sent.'
  try {
    const sent = await sendOutgoing(deps, id)
    if (sent.includes(id)) return 'The code and the link were sent by e-mail.'
  } finally {
    deps.gateway.close()
  }
  if (why.startsWith('refused')) return `The SMTP server does not take e-mail to that address (${why}). Invite again.`
  return `The code could not be sent yet (${why || 'another process is sending it'}); a running server tries again.`
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
