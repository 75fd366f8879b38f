import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import type { BlobStore } from '../../src/blobs/blob-store.ts'
import { type ContentStore, createContentStore } from '../../src/blobs/content-store.ts'
import { diskBlobStore } from '../../src/blobs/disk.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig, type Overrides } from '../../src/config/load.ts'
import type { ApiRoute } from '../../src/http/mailbox-api/api-docs/open-api.ts'
import { buildHttpServer } from '../../src/http/server.ts'
import { type EmailOutbox, outboxDeps, startEmailOutbox } from '../../src/jobs/email-outbox.ts'
import { createKeyring, type Keyring } from '../../src/keys/keyring.ts'
import type { ScryptCost } from '../../src/keys/password-hash.ts'
import { loadResponseKey } from '../../src/keys/response-key.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { createReport } from '../../src/observe/report.ts'
import type { Database } from '../../src/store/database.ts'
import { testDatabase } from '../../src/testing/index.ts'
import { undescribedProblems } from './undescribed.ts'

/** A clock that stands still until it is told to move. */
class TestClock {
  now = new Date('2026-11-23T09:00:00.000Z')
  advance(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds)
  }
}

/** A clock that goes, as one has to where others live by the machine's, and that can be moved. */
export class GoingClock {
  #ahead = 0
  get now(): Date {
    return new Date(Date.now() + this.#ahead)
  }
  advance(milliseconds: number): void {
    this.#ahead += milliseconds
  }
}

export interface TestMailbox extends AsyncDisposable {
  url: string
  db: Database
  databaseUrl: string
  content: ContentStore
  blobs: BlobStore
  clock: Pick<TestClock, 'now' | 'advance'>
  keyring: Keyring
  /** Where outgoing e-mail is set up. */
  email: EmailOutbox | undefined
  metrics: Registry
  config: Config
  /** Method and path of everything that was registered. */
  routes: (ApiRoute & { access: 'public' | 'session' })[]
  /** Lines the server logged. */
  logged: string[]
}

interface TestOptions {
  overrides?: Overrides
  clock?: TestMailbox['clock']
  passwordCost?: ScryptCost
}

/** The whole server on a real port, with a real database and real encrypted content. */
export async function startMailbox(options: TestOptions = {}): Promise<TestMailbox> {
  const database = await testDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-mailbox-'))
  const clock = options.clock ?? new TestClock()
  const keyring = createKeyring(Buffer.alloc(32, 7))
  const config = loadConfig({}, { mode: 'sandbox', dataDirectory: directory, ...options.overrides })
  const blobs = diskBlobStore(join(directory, 'blobs'))
  const logged: string[] = []
  const log = createLogger('debug', { write: (line: string) => void logged.push(line) })
  const metrics = new Registry()
  const report = createReport({ log, metrics })
  const content = createContentStore({ db: database.db, blobs, report })
  const sending = outboxDeps(config, { db: database.db, keyring, clock: () => clock.now, report })
  const email = sending === undefined ? undefined : startEmailOutbox(sending)
  const app = buildHttpServer({
    config,
    db: database.db,
    content,
    keyring,
    clock: () => clock.now,
    log,
    metrics,
    report,
    email,
    passwordCost: options.passwordCost,
    responseKey: await loadResponseKey(join(directory, 'keys'), clock.now),
  })
  const undescribed = undescribedProblems(app)
  const routes: TestMailbox['routes'] = []
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    const access = config?.access ?? 'session'
    for (const one of [method].flat()) routes.push({ method: one, url, access, schema, config: config ?? {} })
  })
  await app.listen({ port: Number(options.overrides?.port ?? 0), host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    db: database.db,
    databaseUrl: database.url,
    content,
    blobs,
    clock,
    keyring,
    config,
    email,
    metrics,
    routes,
    logged,
    async [Symbol.asyncDispose]() {
      await app.close()
      await email?.close()
      await database[Symbol.asyncDispose]()
      await rm(directory, {
        recursive: true,
        force: true,
      })
      assert.deepEqual([...undescribed], [], 'problems that the words in http/mailbox-api/api-docs do not tell')
    },
  }
}
