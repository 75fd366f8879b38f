import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { ContentStore } from '../blobs/content-store.ts'
import type { Config } from '../config/config.ts'
import type { ClockGuard } from '../jobs/clock-guard.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { ScryptCost } from '../keys/password-hash.ts'
import type { ResponseKey } from '../keys/response-key.ts'
import type { Report } from '../observe/report.ts'
import type { Database } from '../store/database.ts'

/** Everything that the HTTP side works with; `app.ts` puts it together. */
export interface ServerDeps {
  readonly config: Config
  readonly db: Database
  readonly content: ContentStore
  readonly keyring: Keyring
  /** Signs every answer of the sender API; its certificate is what the entry point publishes. */
  readonly responseKey: ResponseKey
  readonly clock: () => Date
  /** Asked before anything is deleted because its time is over; without one the clock is believed. */
  readonly clockGuard?: ClockGuard | undefined
  readonly log: Logger
  /** What GET /metrics shows. The HTTP rooms register their own counters in it. */
  readonly metrics: Registry
  /** Where the facts of the business are told. */
  readonly report: Report
  /** Where e-mail waits to be sent; absent where the operator has set up none. */
  readonly email?: { poke(): void } | undefined
  /** What looks for malware in documents before they open; absent where the operator has set up none. */
  readonly scanning?: { poke(): void; health(): Promise<{ answers: boolean; waiting: number }> } | undefined
  /** What a password hash costs; what `keys/password-hash.ts` says unless a test is in a hurry. */
  readonly passwordCost?: ScryptCost | undefined
  /** For how many milliseconds more than its bytes earn at the least rate a sender may be waited for. Default 5000. */
  readonly slowBodyMs?: number | undefined
}
