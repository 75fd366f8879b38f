import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../app.ts'
import { loadConfig, type Overrides } from '../config/load.ts'
import { createLogger } from '../observe/logger.ts'
import { testDatabase } from './test-database.ts'

export interface TestServer extends RunningServer, AsyncDisposable {
  /** Of its database. */
  databaseUrl: string
  /** The lines it has logged, parsed. */
  logged: Record<string, unknown>[]
}

/** The real server on a free port, with a database and a data directory of its own. Dispose of it after the test. */
export async function startTestServer(
  overrides: Overrides = {},
  options: { clock?: () => Date } = {},
): Promise<TestServer> {
  const database = await testDatabase()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'brevdue-test-'))
  const logged: Record<string, unknown>[] = []
  const write = (line: string): void => void logged.push(JSON.parse(line) as Record<string, unknown>)
  const removeAll = async (): Promise<void> => {
    await database[Symbol.asyncDispose]()
    await rm(dataDirectory, { recursive: true, force: true })
  }
  try {
    const values = { mode: 'sandbox', port: 0, databaseConnections: 10, databaseUrl: database.url, dataDirectory }
    const config = loadConfig({}, { ...values, ...overrides })
    const server = await startServer(config, { ...options, log: createLogger(config.logLevel, { write }) })
    const close = async (): Promise<void> => {
      await server.close()
      await removeAll()
    }
    return { ...server, databaseUrl: database.url, logged, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await removeAll()
    throw error
  }
}
