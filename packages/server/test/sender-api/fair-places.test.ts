import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { kari, letter, multipart, sendingOf } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, call, type Response } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const many = 280
/** More than the least rate, so that the server has no reason of its own to end it. */
const trickleBytesPerSecond = 1200
/** Far less than the ten seconds after which the official clients give up. */
const soonMs = 5000

interface Upload extends Disposable {
  connection: RawConnection
  answered: Promise<Response | undefined>
}

/** An upload of half a megabyte that comes as slowly as it may. */
function slowUpload(at: TestServer, headers: Record<string, string | string[]>, body: Buffer): Upload {
  const connection = new RawConnection(at)
  connection.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
  let sent = 0
  const trickle = setInterval(() => {
    connection.write(body.subarray(sent, (sent += trickleBytesPerSecond / 4)))
  }, 250)
  const answered = connection.response().then(
    (response) => response,
    () => undefined,
  )
  void answered.finally(() => clearInterval(trickle))
  return {
    connection,
    answered,
    [Symbol.dispose]() {
      clearInterval(trickle)
      connection[Symbol.dispose]()
    },
  }
}

function slowUploads(at: TestServer, as: string, count: number): Upload[] {
  return Array.from({ length: count }, () => {
    const { body, contentType } = multipart(letter({ content: 'x'.repeat(500_000) }).parts)
    return slowUpload(at, allHeaders({ method: 'POST', path: '/messages', as, body, contentType }), body)
  })
}

/** One head, and with it as often as is asked for a body that nobody signed. */
function replays(at: TestServer, headers: Record<string, string | string[]>, count: number): Upload[] {
  const rubbish = Buffer.alloc(Number(headers['Content-Length']), 'r')
  return Array.from({ length: count }, () => slowUpload(at, headers, rubbish))
}

const statuses = async (uploads: readonly Upload[]) => {
  const counts: Record<number, number> = {}
  for (const { answered } of uploads) {
    const status = (await answered)?.status ?? 0
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

/** Waits until the server has answered so many of them, so that the rest hold or await their places. */
async function answersOf(uploads: readonly Upload[], count: number): Promise<void> {
  let answers = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const { answered } of uploads) {
    void answered.then(() => {
      answers += 1
      if (answers >= count) resolve()
    })
  }
  await promise
}

const dispose = (uploads: readonly Upload[]) => {
  for (const upload of uploads) upload[Symbol.dispose]()
}

describe('one party and the places of all', () => {
  let at: TestServer
  before(async () => {
    at = await startServer()
    await addPerson(at, { number: kari })
  })
  after(() => at[Symbol.asyncDispose]())

  async function deliversSoon(as: string): Promise<void> {
    const began = performance.now()
    const response = await call(at, { ...sendingOf(), as })
    assert.equal(response.status, 200, response.text)
    const took = performance.now() - began
    assert.ok(took < soonMs, `${took} ms`)
  }

  it('280 slow uploads of one sender leave room for the letters of another', async () => {
    const [greedy, other] = [await addAccount(at), await addAccount(at)]
    const uploads = slowUploads(at, greedy, many)
    try {
      await answersOf(uploads, many - 256)
      for (let letters = 0; letters < 5; letters++) await deliversSoon(other)
    } finally {
      dispose(uploads)
    }
  })

  it('two senders that fill all places between them are hurried when a third needs one', async () => {
    const [one, two, third] = [await addAccount(at), await addAccount(at), await addAccount(at)]
    const uploads = [...slowUploads(at, one, 150), ...slowUploads(at, two, 150)]
    try {
      await answersOf(uploads, 300 - 256)
      for (let letters = 0; letters < 3; letters++) await deliversSoon(third)
    } finally {
      dispose(uploads)
    }
  })

  it('heads that no key has signed take no places', async () => {
    const [named, other] = [await addAccount(at), await addAccount(at)]
    const { body, contentType } = multipart(letter({ content: 'x'.repeat(500_000) }).parts)
    const headers = allHeaders({ method: 'POST', path: '/messages', as: named, body, contentType })
    const uploads = replays(at, { ...headers, 'X-Digipost-Signature': 'AAAA' }, many)
    try {
      for (const as of [named, other]) await deliversSoon(as)
      assert.deepEqual(await statuses(uploads), { 403: many })
    } finally {
      dispose(uploads)
    }
  })

  it('one captured head replayed with rubbish takes half of its account’s places at most, and is refused after it has failed', async () => {
    const [captured, other] = [await addAccount(at), await addAccount(at)]
    const sending = sendingOf({ content: 'x'.repeat(100_000) })
    const headers = allHeaders({ ...sending, as: captured })
    assert.equal((await call(at, { ...sending, as: captured, headers: headers as Record<string, string> })).status, 200)
    const uploads = replays(at, headers, many)
    try {
      await answersOf(uploads, many - 256)
      for (const as of [other, captured]) await deliversSoon(as)
      const found = await statuses(uploads)
      assert.ok((found[408] ?? 0) <= 64 && (found[403] ?? 0) >= 64, JSON.stringify(found))
      const again = await call(at, { ...sending, as: captured, headers: headers as Record<string, string> })
      assert.deepEqual([again.status, again.element('error-code')], [403, 'INVALID_SIGNATURE'], again.text)
      assert.match(again.text, /make Date fresh/)
    } finally {
      dispose(uploads)
    }
  })

  it('a head whose body was wrong once is not accepted again, and other heads are', async () => {
    const as = await addAccount(at)
    const sending = sendingOf()
    const headers = allHeaders({ ...sending, as }) as Record<string, string>
    const wrong = Buffer.alloc(sending.body.length, 'r')
    const answers = []
    for (let time = 0; time < 2; time++) answers.push(await call(at, { ...sending, body: wrong, as, headers }))
    assert.deepEqual(
      answers.map((answer) => [answer.status, answer.element('error-code')]),
      [
        [400, 'INVALID_SHA256'],
        [403, 'INVALID_SIGNATURE'],
      ],
    )
    await deliversSoon(as)
  })

  it('a request that is repeated byte for byte is answered as before: its first answer may have been lost', async () => {
    const as = await addAccount(at)
    const sending = sendingOf({ messageId: 'repeated' })
    const headers = allHeaders({ ...sending, as }) as Record<string, string>
    const results = []
    for (let time = 0; time < 12; time++) {
      const answer = await call(at, { ...sending, as, headers })
      results.push(answer.element('error-code') ?? answer.element('status'))
    }
    assert.deepEqual(results, ['DELIVERED', ...Array(11).fill('DUPLICATE_MESSAGE')])
  })

  it('the same signature written in another way is the same head', async () => {
    const as = await addAccount(at)
    const sending = sendingOf()
    const headers = allHeaders({ ...sending, as }) as Record<string, string>
    const wrong = Buffer.alloc(sending.body.length, 'r')
    await call(at, { ...sending, body: wrong, as, headers })
    const unpadded = headers['X-Digipost-Signature']!.replace(/=+$/, '')
    const answer = await call(at, { ...sending, as, headers: { ...headers, 'X-Digipost-Signature': unpadded } })
    assert.deepEqual([answer.status, answer.element('error-code')], [403, 'INVALID_SIGNATURE'], answer.text)
  })
})
