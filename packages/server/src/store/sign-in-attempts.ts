import type { Database } from './database.ts'
import type { Register } from './recipients.ts'
import type { PendingStepUp } from './sessions.ts'
import { attemptSeal } from './sign-in-seal.ts'
import { hashToken } from './tokens.ts'

/** A sign-in at a provider, while the browser is away. */
export interface SignInAttempt {
  nonce: string
  verifier: string
  /** The session that was open when it began. */
  sessionId: string | null
  stepUp: PendingStepUp | null
  begunAt: Date
}

/** Long enough to find a phone and type a code. */
export const attemptLifetimeMs = 10 * 60_000

/** What the provider hands back, and what only the browser that left has. */
interface Marks {
  state: string
  browser: string
}

export async function saveAttempt({ db, keyring }: Register, marks: Marks, attempt: SignInAttempt): Promise<void> {
  const { nonce, verifier, sessionId, stepUp, begunAt } = attempt
  const stateHash = hashToken(marks.state)
  await db
    .insertInto('sign_in_attempt')
    .values({
      state_hash: stateHash,
      browser_hash: hashToken(marks.browser),
      secrets: attemptSeal(keyring, stateHash).seal('secrets', JSON.stringify({ nonce, verifier })),
      session_id: sessionId,
      step_up: stepUp === null ? null : JSON.stringify(stepUp),
      created_at: begunAt,
      expires_at: new Date(begunAt.getTime() + attemptLifetimeMs),
    })
    .execute()
}

/** Uses the attempt up. Undefined when there is none, it is over, was used, or began in another browser. */
export async function takeAttempt(
  { db, keyring }: Register,
  marks: Marks,
  now: Date,
): Promise<SignInAttempt | undefined> {
  const stateHash = hashToken(marks.state)
  const row = await db
    .deleteFrom('sign_in_attempt')
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', hashToken(marks.browser))
    .where('expires_at', '>', now)
    .returning(['secrets', 'session_id', 'step_up', 'created_at'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const secrets = attemptSeal(keyring, stateHash).open('secrets', row.secrets)
  const { nonce, verifier } = JSON.parse(secrets) as { nonce: string; verifier: string }
  const stepUp = row.step_up as PendingStepUp | null
  return { nonce, verifier, sessionId: row.session_id, stepUp, begunAt: row.created_at }
}

export async function sweepAttempts(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_attempt').where('expires_at', '<=', now).execute()
}
