import { type ConnectOptions, connectOrStart, type EmbeddedDatabase } from './connect-or-start.ts'

export interface StayConnectedOptions {
  lost: (error: unknown) => void
  back: () => void
  /** It could not be had back: the process is of no use any more. */
  failed: (error: unknown) => void
}

/**
 * Like `connectOrStart`, for as long as a server runs: PostgreSQL restarts by itself when one of its backends dies,
 * and is started again, on the port that our pool knows, when it dies altogether.
 */
export async function stayConnected(
  dataDirectory: string,
  options: ConnectOptions & StayConnectedOptions,
): Promise<Pick<EmbeddedDatabase, 'url' | 'started' | 'close'>> {
  let current = await connectOrStart(dataDirectory, options)
  const { url, started } = current
  const port = Number(new URL(url).port)
  let closing = false
  let recovery: Promise<void> | undefined

  async function recover(error: unknown): Promise<void> {
    options.lost(error)
    try {
      const again = await connectOrStart(dataDirectory, { ...options, port, patienceMs: 60_000 })
      if (again.url !== url) throw new Error('The embedded PostgreSQL came back on another port')
      current = again
      watch()
      options.back()
    } catch (failure) {
      options.failed(failure)
    }
  }

  function watch(): void {
    current.onLost((error) => {
      if (!closing) recovery = recover(error)
    })
  }

  watch()
  return {
    url,
    started,
    close: async () => {
      closing = true
      await recovery
      await current.close()
    },
  }
}
