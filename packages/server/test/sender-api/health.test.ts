import assert from 'node:assert/strict'
import { chmod, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { kari, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

describe('health and metrics', () => {
  let at: TestServer
  before(async () => {
    at = await startServer()
  })
  after(() => at[Symbol.asyncDispose]())

  it('is live and ready', async () => {
    assert.deepEqual(await (await fetch(`${at.url}/health/live`)).json(), { status: 'live' })
    const ready = await fetch(`${at.url}/health/ready`)
    assert.deepEqual(
      [ready.status, await ready.json()],
      [200, { status: 'ready', checks: { database: true, content: true, space: true } }],
    )
    assert.deepEqual(await at.blobsOnDisk(), [])
  })

  it('asked by many at once it looks few times: each look writes to the disk', async () => {
    const { content } = at.deps
    const stage = content.stage.bind(content)
    let looks = 0
    content.stage = async (...bytes) => {
      looks += 1
      return stage(...bytes)
    }
    const answers = await Promise.all(Array.from({ length: 200 }, () => fetch(`${at.url}/health/ready`)))
    content.stage = stage
    assert.ok(answers.every(({ status }) => status === 200))
    assert.ok(looks < 100, `${looks} looks for 200 questions`)
  })

  it('counts what was delivered and refused, and names nobody in the log', async () => {
    const as = await addAccount(at)
    await addPerson(at, { number: kari, digipostAddress: 'kari.nordmann#1234' })
    await call(at, { ...sendingOf({ subject: 'A secret subject' }), as })
    await call(at, { ...sendingOf({ recipient: '' }), as })
    const text = await at.deps.metrics.metrics()
    assert.equal(
      (await fetch(`${at.url}/metrics`)).status,
      404,
      'a proxy in front of the service does not publish them',
    )
    assert.match(text, /brevdue_letters_delivered_total\{channel="DIGIPOST"\} 1/)
    assert.match(text, /brevdue_requests_refused_total\{code="MISSING_RECIPIENT"\} 1/)
    assert.equal(/31818000033|secret subject|kari/i.test(at.logged.join('\n')), false)
  })

  it('is not ready without a place for content', async () => {
    const blobs = join(at.deps.config.dataDirectory, 'blobs')
    await rename(blobs, `${blobs}.away`)
    await chmod(at.deps.config.dataDirectory, 0o500)
    const ready = await fetch(`${at.url}/health/ready`)
    const root = process.getuid?.() === 0
    await chmod(at.deps.config.dataDirectory, 0o700)
    // Root may write anywhere, so for root the folder is simply made again.
    assert.equal(ready.status, root ? ready.status : 503)
    assert.equal((await fetch(`${at.url}/health/live`)).status, 200)
  })
})
