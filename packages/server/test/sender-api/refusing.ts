import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import { sql } from 'kysely'
import { kari, type LetterSpec, multipart, type Part, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call, type RequestSpec, type Response } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

/** A server whose every request is to be refused, and leave nothing behind. */
export interface Refusing {
  at: TestServer
  as: string
  /** Sends such a letter, which must be refused with this code and status. */
  refused: (code: string, status: number, spec: LetterSpec, request?: RequestSpec) => Promise<Response>
  refusedParts: (code: string, parts: Part[]) => Promise<Response>
}

/** To be called inside `describe`: the server is there when its tests run. */
export function refusing(): Refusing {
  const bench = {} as Refusing
  before(async () => {
    bench.at = await startServer({ limits: { maxMessageXmlBytes: 20_000 } })
    bench.as = await addAccount(bench.at)
    await addPerson(bench.at, { number: kari })
    await addPerson(bench.at, { number: '71818000027', mailbox: false })
    await addPerson(bench.at, { number: '31668000188', mailbox: 'closed' })
  })
  after(() => bench.at[Symbol.asyncDispose]())
  afterEach(async () => {
    const left = sql`SELECT (SELECT count(*) FROM blob) + (SELECT count(*) FROM message) AS n`
    assert.deepEqual((await left.execute(bench.at.deps.db)).rows, [{ n: '0' }])
    assert.deepEqual(await bench.at.blobsOnDisk(), [])
  })
  bench.refused = async (code, status, spec, request = {}) => {
    const response = await call(bench.at, { ...sendingOf(spec), as: bench.as, ...request })
    assert.deepEqual([response.element('error-code'), response.status], [code, status], response.text)
    return response
  }
  bench.refusedParts = async (code, parts) => {
    const response = await call(bench.at, { method: 'POST', path: '/messages', ...multipart(parts), as: bench.as })
    assert.equal(response.element('error-code'), code, response.text)
    return response
  }
  return bench
}
