import { hostname } from 'node:os'
import type pg from 'pg'
import { StartError } from '../config/start-error.ts'
import { claimServer } from './embedded/locks.ts'
import type { StayConnectedOptions } from './embedded/stay-connected.ts'
import { connectOrExplain } from './migrate.ts'

/** How long between two tries to have a lost database back. */
const pauseMs = 1_000

/**
 * Makes us the one server on a database at DATABASE_URL, for as long as this process keeps it: another server would
 * have its letters' content elsewhere. When the connection is lost it is claimed anew as soon as the database is back.
 *
 * @throws StartError that says who holds it
 */
export async function stayOnlyServer(url: string, options: StayConnectedOptions): Promise<{ close(): Promise<void> }> {
  let closing = false
  let current = await claim(url)
  watch()

  function watch(): void {
    current.once('end', () => {
      if (closing) return
      options.lost(new Error('The connection to PostgreSQL was lost'))
      setTimeout(regain, pauseMs).unref()
    })
  }

  function regain(): void {
    if (closing) return
    reconnect(url).then(
      (client) => {
        if (client === undefined) return void setTimeout(regain, pauseMs).unref()
        current = client
        if (closing) return void current.end()
        watch()
        options.back()
      },
      (error: unknown) => options.failed(error),
    )
  }

  return {
    close: async () => {
      closing = true
      await current.end()
    },
  }
}

/** @returns undefined while the database does not answer */
async function reconnect(url: string): Promise<pg.Client | undefined> {
  try {
    return await claim(url)
  } catch (error) {
    if (error instanceof AnotherServerError) throw error
    return undefined
  }
}

class AnotherServerError extends StartError {}

async function claim(url: string): Promise<pg.Client> {
  const client = await connectOrExplain(url, `process ${process.pid} on ${hostname()}`)
  try {
    // The lock of a machine that was switched off is free again after half a minute, not after two hours.
    await client.query('SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3')
    await claimServer(client, refusal)
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

function refusal(holder: string): AnotherServerError {
  return new AnotherServerError(
    `Another Brevdue server (${holder}) already uses the database of DATABASE_URL. Several servers on one database are not built yet: stop it first, or give this one a database of its own.`,
  )
}
