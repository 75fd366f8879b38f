import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { aPerson, aSender, type TestSender } from '../../src/testing/index.ts'
import type { SentLetter } from './ledger.ts'
import { send, startLoad } from './load.ts'
import { type Installation, killAll, type StartedServer, startServer, treeOf } from './process-tree.ts'
import { assertSound, assertWhole, blobFiles, countLetters, openStorage, type Storage, untilAlone } from './storage.ts'

const rounds = Number(process.env['BREVDUE_CRASH_ROUNDS'] ?? 54)
const lanes = 12

/** Who is killed: everything at once, the server alone (its database lives on), or the database alone. */
type Victims = 'all' | 'server' | 'database'

/** Every ninth and tenth round is one of the lesser disasters; the rest are the whole one. */
const victimsOf = (round: number): Victims => (round % 15 === 13 ? 'server' : round % 15 === 14 ? 'database' : 'all')

const summary = {
  killed: { all: 0, server: 0, database: 0 },
  processes: 0,
  beforeListening: 0,
  acknowledged: 0,
  unknown: 0,
  unknownStored: 0,
  retried: 0,
}

class Trial {
  readonly place: Installation
  readonly letters: SentLetter[] = []
  sender!: TestSender
  recipients: string[] = []
  server: StartedServer | undefined
  pending: SentLetter[] = []

  constructor(place: Installation) {
    this.place = place
  }

  async setUp(): Promise<void> {
    const port = await this.start()
    assert.ok(port)
    await using storage = await openStorage(this.place)
    this.sender = await aSender(storage)
    const people = await Promise.all([1, 2, 3, 4].map(() => aPerson(storage)))
    this.recipients = people.map(({ personalIdentificationNumber }) => personalIdentificationNumber)
  }

  start(): Promise<number | undefined> {
    this.server = startServer(this.place)
    return this.server.listening
  }

  async kill(victims: Victims): Promise<void> {
    const { dataDirectory } = this.place
    const root = this.server?.pid
    const database = () => treeOf(undefined, dataDirectory).filter((pid) => pid !== root)
    const find = {
      all: () => treeOf(root, dataDirectory),
      server: () => treeOf(root, '/nowhere').filter((pid) => pid === root),
      database,
    }[victims]
    summary.killed[victims] += 1
    summary.processes += await killAll(find)
  }

  /** Load on the running server, and death at a moment that nobody chose. */
  async round(number: number, port: number): Promise<void> {
    const load = startLoad(port, { sender: this.sender, recipients: this.recipients, lanes, round: number })
    await load.acknowledged(randomInt(0, 80))
    await pause(randomInt(0, 60))
    const victims = victimsOf(number)
    // A database that is killed alone is started again by the server, which must go on working meanwhile.
    if (victims === 'database') await this.killDatabase()
    else await this.kill(victims)
    await load.stop()
    if (victims === 'database') await this.kill('all')
    const faults = load.refusals.filter(({ status }) => status < 500)
    assert.deepEqual(faults, [])
    this.pending.push(...load.letters)
  }

  async killDatabase(): Promise<void> {
    const root = this.server?.pid
    const postgres = treeOf(undefined, this.place.dataDirectory).filter((pid) => pid !== root)
    summary.killed.database += 1
    summary.processes += postgres.length
    for (const pid of postgres) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // gone already
      }
    }
    await pause(randomInt(300))
  }

  /** Starts again; now and then it is killed while it is starting, too. */
  async restart(): Promise<number> {
    if (randomInt(4) === 0) {
      const starting = this.start()
      await Promise.race([pause(randomInt(50, 900)), starting])
      if (this.server !== undefined) await this.kill('all')
      if ((await starting) === undefined) summary.beforeListening += 1
    }
    const port = await this.start()
    assert.ok(port, 'it was not killed, and does not listen')
    return port
  }

  /** Judges the letters of the last round. */
  async judge(storage: Storage, port: number): Promise<void> {
    await untilAlone(storage, this.server?.pid ?? 0)
    const counts = await countLetters(storage, this.pending)
    for (const letter of this.pending) {
      const stored = counts.get(letter.messageId) ?? 0
      if (letter.outcome === 'acknowledged') {
        assert.equal(stored, 1, `round ${letter.round}: an acknowledged letter is stored ${stored} times`)
        summary.acknowledged += 1
      } else {
        assert.ok(stored <= 1, `round ${letter.round}: an unacknowledged letter is stored ${stored} times`)
        summary.unknown += 1
        summary.unknownStored += stored
      }
      if (stored === 1) await assertWhole(storage, letter)
    }
    await this.retry(storage, port, this.pending.filter(({ outcome }) => outcome === 'unknown').slice(0, 6))
    await assertSound(storage, this.place)
    this.letters.push(...this.pending.map((letter) => withoutContent(letter)))
    this.pending = []
  }

  /** Whoever got no answer sends again: it is delivered now, or is told that it was, which then is true. */
  async retry(storage: Storage, port: number, letters: readonly SentLetter[]): Promise<void> {
    const agent = new Agent({ keepAlive: true })
    const before = await countLetters(storage, letters)
    for (const letter of letters) {
      const answer = await send(port, this.sender, letter, agent)
      const was = before.get(letter.messageId) ?? 0
      assert.equal(answer?.status, was === 1 ? 400 : 200, answer?.text)
      if (was === 1) assert.match(answer?.text ?? '', /DUPLICATE_MESSAGE/)
      assert.equal((await countLetters(storage, [letter])).get(letter.messageId), 1)
      await assertWhole(storage, letter)
      letter.outcome = 'acknowledged'
      summary.retried += 1
    }
    agent.destroy()
  }
}

/** The content of all rounds would not fit into memory; hashes do. */
const withoutContent = (letter: SentLetter): SentLetter => ({
  ...letter,
  documents: letter.documents.map((document) => ({ ...document, content: Buffer.alloc(0) })),
})

test(`what was acknowledged is there once and whole after each of ${rounds} kills, and nothing is half there`, {
  timeout: 19 * 60_000,
}, async (t) => {
  const place = { dataDirectory: await mkdtemp(join(tmpdir(), 'brevdue-crash-')), masterKey: randomBytes(32) }
  const trial = new Trial(place)
  try {
    await trial.setUp()
    await trial.kill('all')
    for (let number = 0; number < rounds; number++) {
      const port = await trial.restart()
      await using storage = await openStorage(place)
      await trial.judge(storage, port)
      await storage[Symbol.asyncDispose]()
      await trial.round(number, port)
    }
    await judgeAll(trial, await trial.restart())
    assert.ok(summary.acknowledged > rounds, 'the load was too light to prove anything')
    t.diagnostic(`crash test: ${JSON.stringify(summary)}`)
  } finally {
    await trial.kill('all')
    await rm(place.dataDirectory, { recursive: true, force: true })
  }
})

/** At the end: every letter of every round, and a sweep that leaves nothing but letters outside the quarantine. */
async function judgeAll(trial: Trial, port: number): Promise<void> {
  await using storage = await openStorage(trial.place)
  await trial.judge(storage, port)
  const counts = await countLetters(storage, trial.letters)
  for (const letter of trial.letters) {
    const stored = counts.get(letter.messageId) ?? 0
    if (letter.outcome === 'acknowledged') assert.equal(stored, 1, `a letter of round ${letter.round} is gone`)
    if (stored === 1) await assertWhole(storage, letter)
  }
  await pause(20)
  const now = new Date()
  const swept = await storage.content.sweep({ now, abandonedBefore: now, quarantineDays: 1, confirmed: true })
  assert.equal(swept.missing, 0)
  const left = await storage.db.selectFrom('blob').select('key').execute()
  assert.deepEqual((await blobFiles(trial.place.dataDirectory)).sort(), left.map(({ key }) => key).sort())
}
