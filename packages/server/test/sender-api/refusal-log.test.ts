import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kari, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

let at: TestServer
before(async () => {
  at = await startServer()
})
after(() => at[Symbol.asyncDispose]())

const lines = (words: string) =>
  at.logged.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === words)

test('a refusal at authentication is logged with the claimed caller, the route and the reason', async () => {
  const as = await addAccount(at)
  const headers = { ...allHeaders({ as }), 'X-Digipost-Signature': 'AAAA' }
  const answer = await fetch(`${at.url}/`, { headers })
  assert.equal(answer.status, 403)
  const line = lines('a request was refused').at(-1)
  assert.deepEqual(
    [line?.['claimedCallerId'], line?.['method'], line?.['route'], line?.['status']],
    [as, 'GET', '/', 403],
  )
  assert.match(String(line?.['why']), /could not be verified/)
  assert.equal('callerId' in (line ?? {}), false)
})

test('a claimed caller that is no number is not logged', async () => {
  await fetch(`${at.url}/`, { headers: { ...allHeaders({ as: '1' }), 'X-Digipost-UserId': 'kari@example.no' } })
  assert.doesNotMatch(at.logged.join('\n'), /kari@example/)
})

test('a delivered letter and a later refusal are logged with the sender', async () => {
  const as = await addAccount(at)
  await addPerson(at, { number: kari })
  await call(at, { ...sendingOf(), as })
  const delivered = lines('a letter was delivered').at(-1)
  assert.deepEqual([delivered?.['senderId'], delivered?.['brokerId']], [as, as])
  await call(at, { ...sendingOf({ recipient: '' }), as })
  const refused = lines('a request was refused').at(-1)
  assert.deepEqual([refused?.['callerId'], refused?.['route'], refused?.['why']], [as, '/messages', undefined])
})
