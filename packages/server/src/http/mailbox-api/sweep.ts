import type { FastifyInstance } from 'fastify'
import { sweepBuiltIn } from '../../store/built-in/sweep.ts'
import { sweepLinks } from '../../store/content-links.ts'
import { sweepLogoutTokens } from '../../store/provider-logout.ts'
import { sweepSessions } from '../../store/sessions.ts'
import { sweepAttempts } from '../../store/sign-in-attempts.ts'
import type { ServerDeps } from '../deps.ts'

const everyMs = 5 * 60_000

/**
 * Removes what is over: it opens nothing any more, but it should not lie about either. By a clock that has jumped
 * nothing is removed: it would come to life again when the clock is set right.
 */
export async function sweepExpired(deps: Pick<ServerDeps, 'db' | 'clock' | 'clockGuard'>): Promise<void> {
  if ((await deps.clockGuard?.sure()) === false) return
  const now = deps.clock()
  await sweepSessions(deps.db, now)
  await sweepLinks(deps.db, now)
  await sweepAttempts(deps.db, now)
  await sweepLogoutTokens(deps.db, now)
  await sweepBuiltIn(deps.db, now)
}

/** Sweeps for as long as the server runs. */
export function keepSweeping(app: FastifyInstance, deps: ServerDeps): void {
  let running: Promise<void> = Promise.resolve()
  const sweep = () => {
    running = sweepExpired(deps).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'expired sessions could not be removed; they stay useless and are tried again')
    })
  }
  let timer: NodeJS.Timeout | undefined
  app.addHook('onReady', async () => {
    timer = setInterval(sweep, everyMs).unref()
  })
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await running
  })
}
