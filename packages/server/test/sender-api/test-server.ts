import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContentStore } from '../../src/blobs/content-store.ts'
import { diskBlobStore } from '../../src/blobs/disk.ts'
import type { Limits } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import type { ServerDeps } from '../../src/http/deps.ts'
import { buildHttpServer } from '../../src/http/server.ts'
import { makeSelfSigned } from '../../src/keys/certificates.ts'
import { createKeyring } from '../../src/keys/keyring.ts'
import { loadResponseKey } from '../../src/keys/response-key.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { createReport } from '../../src/observe/report.ts'
import { testDatabase } from '../../src/testing/index.ts'

export interface TestServer extends AsyncDisposable {
  url: string
  port: number
  deps: ServerDeps
  /** Lines the server logged. */
  logged: string[]
  /** Keys of all blobs on disk, whatever the database says. */
  blobsOnDisk(): Promise<string[]>
}

/** One key pair for all senders of one test process: making one takes long. */
export const senderKey = await makeSelfSigned({ subject: 'Test sender', days: 30, from: new Date() })

export interface TestOptions {
  limits?: Partial<Limits>
  publicUrl?: string
  clock?: () => Date
  slowBodyMs?: number
}

/** The whole server on a real port, with a real database and real encrypted content. */
export async function startServer(options: TestOptions = {}): Promise<TestServer> {
  const database = await testDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-sender-'))
  const keyring = createKeyring(Buffer.alloc(32, 7))
  const read = loadConfig({}, { mode: 'sandbox', dataDirectory: directory, publicUrl: options.publicUrl })
  const config = { ...read, limits: { ...read.limits, ...options.limits } }
  const blobs = join(directory, 'blobs')
  const content = createContentStore({ db: database.db, blobs: diskBlobStore(blobs) })
  const logged: string[] = []
  const log = createLogger('debug', { write: (line: string) => void logged.push(line) })
  const metrics = createMetrics()
  const clock = options.clock ?? (() => new Date())
  const deps: ServerDeps = {
    config,
    db: database.db,
    content,
    keyring,
    clock,
    log,
    metrics,
    slowBodyMs: options.slowBodyMs,
    report: createReport({
      log,
      metrics,
    }),
    responseKey: await loadResponseKey(join(directory, 'keys'), new Date()),
  }
  const app = buildHttpServer(deps)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    deps,
    logged,
    async blobsOnDisk() {
      const entries = await readdir(blobs, {
        recursive: true,
        withFileTypes: true,
      })
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
    },
    async [Symbol.asyncDispose]() {
      app.server.closeAllConnections()
      await app.close()
      await database[Symbol.asyncDispose]()
      await rm(directory, {
        recursive: true,
        force: true,
      })
    },
  }
}
