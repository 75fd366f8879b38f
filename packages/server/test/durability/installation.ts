import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { type RunningServer, startServer } from '../../src/app.ts'
import { loadConfig, type Overrides } from '../../src/config/load.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { referenceTo } from '../../src/store/document-seal.ts'
import { testDatabase } from '../../src/testing/index.ts'
import { testPostgres } from '../../src/testing/test-postgres.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from '../mailbox-api/letter-builder.ts'

export const day = 86_400_000

export interface Started extends RunningServer {
  /** The lines it has logged, parsed. */
  logged: Record<string, unknown>[]
}

/** A data directory, and the databases that servers on it are given. */
export class TestInstallation {
  readonly dataDirectory: string
  readonly blobs: string
  readonly #context: TestContext
  #person: TestPerson | undefined

  constructor(context: TestContext, dataDirectory: string) {
    this.#context = context
    this.dataDirectory = dataDirectory
    this.blobs = join(dataDirectory, 'blobs')
  }

  static async create(context: TestContext): Promise<TestInstallation> {
    const parent = await mkdtemp(join(tmpdir(), 'brevdue-durability-'))
    context.after(() => rm(parent, { recursive: true, force: true, maxRetries: 10 }))
    return new TestInstallation(context, join(parent, 'data'))
  }

  async database(): Promise<{ url: string }> {
    const database = await testDatabase()
    this.#context.after(() => database[Symbol.asyncDispose]())
    return database
  }

  /** An empty database, without any table. */
  emptyDatabase(): Promise<string> {
    return this.#create('template0')
  }

  /** What a backup of this database restores, elsewhere. No server may be using it. */
  copyOf(url: string): Promise<string> {
    return this.#create(new URL(url).pathname.slice(1))
  }

  async #create(template: string): Promise<string> {
    const url = new URL(await testPostgres())
    const name = `test_${randomBytes(8).toString('hex')}`
    await query(url.href, `CREATE DATABASE ${name} TEMPLATE ${template}`)
    this.#context.after(() => query(url.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    return Object.assign(new URL(url), { pathname: `/${name}` }).href
  }

  config(databaseUrl: string, overrides: Overrides = {}) {
    const values = { mode: 'sandbox', port: 0, databaseConnections: 5, dataDirectory: this.dataDirectory }
    return loadConfig({}, { ...values, databaseUrl, ...overrides })
  }

  async start(databaseUrl: string, clock?: () => Date): Promise<Started> {
    const logged: Record<string, unknown>[] = []
    const write = (line: string): void => void logged.push(JSON.parse(line) as Record<string, unknown>)
    const server = await startServer(this.config(databaseUrl), { log: createLogger('info', { write }), clock })
    return { ...server, logged }
  }

  /** Starts, does something and stops. The first round of housekeeping is over when it returns. */
  async during<T>(databaseUrl: string, work: (server: Started) => Promise<T>, clock?: () => Date): Promise<T> {
    const server = await this.start(databaseUrl, clock)
    try {
      return await work(server)
    } finally {
      await server.close()
    }
  }

  /** Letters of which nothing says that they are new. */
  async deliver(server: RunningServer, count: number): Promise<TestLetter[]> {
    const at = { ...server, clock: { now: new Date(), advance: () => undefined } }
    this.#person ??= await addPerson(at)
    const letters: TestLetter[] = []
    for (let n = 0; n < count; n += 1) letters.push(await addLetter(at, this.#person, { content: `letter ${n}` }))
    await this.age()
    return letters
  }

  /** Makes all blobs two days old, so that no sweep spares them as possibly in use. */
  async age(): Promise<void> {
    const then = new Date(Date.now() - 2 * day)
    for (const path of await this.#files(this.blobs)) await utimes(path, then, then)
  }

  /** Every file of the data directory with its size and time, but for the server's lock. */
  async snapshot(): Promise<string[]> {
    const paths = (await this.#files(this.dataDirectory)).filter((path) => !/server\.(lock|pid)$/.test(path))
    return Promise.all(
      paths.sort().map(async (path) => {
        const { size, mtimeMs } = await stat(path)
        return `${path} ${size} ${mtimeMs}`
      }),
    )
  }

  async #files(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }
}

const patienceMs = 60_000

/** Returns when the server has logged such a line. */
export async function untilLogged(server: Started, such: (line: Record<string, unknown>) => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!server.logged.some(such)) {
    if (Date.now() > deadline) throw new Error(`It was not logged:\n${JSON.stringify(server.logged, null, 1)}`)
    await new Promise((next) => setTimeout(next, 10))
  }
}

/** Reads every letter's content, as its recipient would. @returns how many can be read */
export async function readable(server: RunningServer): Promise<number> {
  const documents = await server.db
    .selectFrom('document as d')
    .innerJoin('letter as l', 'l.message_id', 'd.message_id')
    .select(['d.id', 'd.blob_key', 'd.wrapped_key', 'l.mailbox_id as mailboxId'])
    .execute()
  let read = 0
  for (const document of documents) {
    const stored = { blobKey: document.blob_key, column: 'wrapped_key', wrapped: document.wrapped_key } as const
    const reference = referenceTo(server.keyring, document, stored)
    if (reference === undefined) continue
    if ((await Array.fromAsync(server.content.read(reference))).length > 0) read += 1
  }
  return read
}

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
