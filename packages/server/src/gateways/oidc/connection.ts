import type { OidcConfig } from '../../config/config.ts'
import { ProviderUnreachable } from './bounded-fetch.ts'
import { type Discovered, discover } from './discover.ts'

/** Told when the provider goes away and comes back. */
export interface ConnectionReport {
  lost(why: string): void
  back(): void
}

export interface Connection {
  /** What was discovered, at most an hour ago while the provider answers. @throws ProviderUnreachable */
  discovered: () => Promise<Discovered>
  /** Whether the provider answered when it was last asked. */
  available: () => boolean
  /** Something that was asked of the provider got no answer. */
  failed: (why: string) => void
  start: () => void
  stop: () => void
}

const freshMs = 60 * 60_000
/** A provider that fails at once is not asked again for every person who presses the button. */
const breathMs = 1000
const longestWaitMs = 60_000

/**
 * Keeps in touch with the provider. The server starts without it, and asks again by itself: after a second, then two,
 * four and so on up to a minute.
 */
export function connectionTo(oidc: OidcConfig, clock: () => Date, report: ConnectionReport): Connection {
  let known: { value: Discovered; at: number } | undefined
  let asking: Promise<Discovered> | undefined
  let timer: NodeJS.Timeout | undefined
  let failures = 0
  let lastFailure: { at: number; error: ProviderUnreachable } | undefined
  let stopped = false

  const failed = (why: string): void => {
    if (failures === 0) report.lost(why)
    failures += 1
    schedule(Math.min(breathMs * 2 ** (failures - 1), longestWaitMs))
  }
  const ask = (): Promise<Discovered> => {
    asking ??= discover(oidc, clock)
      .then((value) => {
        known = { value, at: performance.now() }
        if (failures > 0) report.back()
        failures = 0
        schedule(freshMs)
        return value
      })
      .catch((error: unknown) => {
        if (error instanceof ProviderUnreachable) lastFailure = { at: performance.now(), error }
        failed(error instanceof Error ? error.message : String(error))
        throw error
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }
  const schedule = (wait: number): void => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void ask().catch(() => undefined), wait).unref()
  }
  return {
    available: () => known !== undefined && failures === 0,
    failed,
    async discovered() {
      if (known !== undefined) return known.value
      if (asking === undefined && lastFailure !== undefined && performance.now() - lastFailure.at < breathMs) {
        throw lastFailure.error
      }
      return ask()
    },
    start: () => schedule(0),
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
