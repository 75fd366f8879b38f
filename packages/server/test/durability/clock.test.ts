import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Registry } from 'prom-client'
import type { RunningServer } from '../../src/app.ts'
import { diskBlobStore } from '../../src/blobs/disk.ts'
import { sweepExpired } from '../../src/http/mailbox-api/sweep.ts'
import { startClockGuard } from '../../src/jobs/clock-guard.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { createReport } from '../../src/observe/report.ts'
import { confirmClock, sweepContent } from '../../src/operate/index.ts'
import { day, query, readable, type Started, TestInstallation, untilLogged } from './installation.ts'

const later = (days: number) => (): Date => new Date(Date.now() + days * day)

async function bin(server: RunningServer, daysAgo: number): Promise<void> {
  const binned = { place: 'bin', binned_from: 'inbox', binned_at: new Date(Date.now() - daysAgo * day) }
  await server.db.updateTable('letter').set(binned).execute()
}

const doubts = (server: Started): unknown[] =>
  server.logged.filter(({ level, kind }) => level === 'error' && kind !== undefined).map(({ kind }) => kind)

async function metric(server: RunningServer, name: string): Promise<string | undefined> {
  const text = await (await fetch(server.metricsUrl ?? '')).text()
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
}

const untilDoubted = (server: Started): Promise<void> => untilLogged(server, ({ kind }) => kind !== undefined)

test('a server whose clock is 45 days ahead empties no bin, says so, and goes on when it is right', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, async (server) => {
    await at.deliver(server, 3)
    await bin(server, 1)
  })
  await at.during(
    url,
    async (server) => {
      await untilDoubted(server)
      assert.equal(await metric(server, 'brevdue_clock_doubted'), '1')
    },
    later(45),
  )
  await at.during(url, async (server) => {
    assert.equal(await readable(server), 3)
    assert.deepEqual(doubts(server), [])
  })
})

test('a service that was off for 45 days deletes nothing before the clock is confirmed, and then goes on', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, async (server) => {
    await at.deliver(server, 3)
    await bin(server, 46)
    await server.db
      .updateTable('letter')
      .set({ binned_at: new Date(Date.now() - 29 * day) })
      .execute()
  })
  await query(url, `UPDATE clock_mark SET trusted_at = now() - interval '45 days'`)
  await query(url, `UPDATE letter SET binned_at = now() - interval '46 days'`)
  await at.during(url, async (server) => {
    await untilDoubted(server)
    assert.deepEqual(doubts(server), ['ahead'])
    assert.equal(await readable(server), 3)
    const today = new Date().toISOString().slice(0, 10)
    await assert.rejects(confirmClock(server.db, '2020-01-01', new Date()), /Set the clock right/)
    await assert.rejects(confirmClock(server.db, 'today', new Date()), /YYYY-MM-DD/)
    await assert.rejects(
      sweepContent({ db: server.db, blobs: diskBlobStore(at.blobs) }, { ...sweeping, confirm: true }),
      /confirm-clock/,
    )
    await confirmClock(server.db, today, new Date())
  })
  await at.during(url, (server) => untilLogged(server, ({ letters }) => letters === 3))
})

test('a week of steady running makes a clock trusted that was doubted, and the bins are emptied again', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, (server) => at.deliver(server, 1))
  const off = `trusted_at = now() - interval '45 days', doubted_at = now() - interval '1 minute'`
  await query(url, `UPDATE clock_mark SET ${off}, steady_seconds = 6.9 * 86400`)
  await at.during(url, (server) => untilLogged(server, ({ kind }) => kind === 'ahead'))
  await query(url, `UPDATE clock_mark SET ${off}, steady_seconds = 7 * 86400`)
  await query(url, `UPDATE letter SET place = 'bin', binned_from = 'inbox', binned_at = now() - interval '31 days'`)
  await at.during(url, async (server) => {
    await untilLogged(server, ({ letters }) => letters === 1)
    assert.deepEqual(doubts(server), [])
  })
})

test('by a doubted clock nothing that is over is removed: sessions, links and invitations', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, async (server) => {
    await at.deliver(server, 1)
    const { id } = await server.db.selectFrom('mailbox').select('id').executeTakeFirstOrThrow()
    const soon = new Date(Date.now() + day)
    const session = { mailbox_id: id, method: 'sandbox', level: 'PASSWORD', base_level: 'PASSWORD' }
    const ends = { expires_at: soon, ends_for_good_at: soon }
    await server.db
      .insertInto('session')
      .values({ id: randomUUID(), token_hash: Buffer.alloc(32), ...session, ...ends })
      .execute()
    const clock = later(45)
    const report = createReport({ log: createLogger('silent'), metrics: new Registry() })
    const clockGuard = startClockGuard({ db: server.db, clock, report })
    const sessions = async () => (await server.db.selectFrom('session').select('id').execute()).length
    await sweepExpired({ db: server.db, clock, clockGuard })
    assert.equal(await sessions(), 1)
    await sweepExpired({ db: server.db, clock })
    assert.equal(await sessions(), 0, 'without the guard it would have been removed')
    await clockGuard.stop()
  })
})

const sweeping = { now: new Date(), quarantineDays: 30 }
