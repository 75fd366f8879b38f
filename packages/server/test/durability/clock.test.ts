import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunningServer } from '../../src/app.ts'
import { day, query, readable, type Started, TestInstallation, untilLogged } from './installation.ts'

const later = (days: number) => (): Date => new Date(Date.now() + days * day)

async function bin(server: RunningServer, daysAgo: number): Promise<void> {
  const binned = { place: 'bin', binned_from: 'inbox', binned_at: new Date(Date.now() - daysAgo * day) }
  await server.db.updateTable('letter').set(binned).execute()
}

const doubts = (server: Started): unknown[] =>
  server.logged.filter(({ level, kind }) => level === 'error' && kind !== undefined).map(({ kind }) => kind)

async function metric(server: RunningServer, name: string): Promise<string | undefined> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
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
  })
})
