import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addLetter, addPerson, type TestLetter } from './letter-builder.ts'
import { signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox } from './test-mailbox.ts'

const rounds = 250
const atOnce = 16

test('two people interleaved through 2,000 requests never see a byte of each other’s', async () => {
  await using at = await startMailbox()
  const sides: { browser: TestBrowser; mark: string; others: string; letters: TestLetter[] }[] = []
  for (const [name, mark, others] of [
    ['Kari Nordmann', 'MARK-KARI', 'MARK-OLA'],
    ['Ola Hansen', 'MARK-OLA', 'MARK-KARI'],
  ] as const) {
    const person = await addPerson(at, name)
    const letters: TestLetter[] = []
    for (let n = 0; n < 5; n += 1) {
      letters.push(await addLetter(at, person, { subject: `${mark} ${n}`, content: `%PDF-1.7 ${mark} `.repeat(500) }))
    }
    sides.push({ browser: await signedIn(at, person), mark, others, letters })
  }

  let requests = 0
  const [kari, ola] = sides
  assert.ok(kari !== undefined && ola !== undefined)

  async function visit(round: number, side: typeof kari, other: typeof kari): Promise<void> {
    assert.ok(side !== undefined && other !== undefined)
    const own = side.letters[round % 5] as TestLetter
    const foreign = other.letters[round % 5] as TestLetter
    const see = async (response: Response, status: number, shows: boolean) => {
      requests += 1
      const said = `${JSON.stringify([...response.headers])} ${await response.text()}`
      assert.equal(response.status, status)
      assert.ok(!said.includes(side.others), 'the other person’s bytes')
      assert.equal(said.includes(side.mark), shows)
      return said
    }
    const linked = await see(await side.browser.askLink(own, 'view'), 201, false)
    const url = /"(\/content\/[^"]+)"/.exec(linked)?.[1] ?? ''
    // The other one tries it first.
    const stolen = await other.browser.get(url)
    requests += 1
    assert.equal(stolen.status, 404)
    await stolen.arrayBuffer()
    await see(await side.browser.get(url), 200, true)
    await see(await side.browser.get(`/api/letters/${foreign.letterId}`), 404, false)
  }

  for (let round = 0; round < rounds; round += atOnce) {
    const now = Array.from({ length: Math.min(atOnce, rounds - round) }, (_, n) => round + n)
    await Promise.all(now.flatMap((n) => [visit(n, kari, ola), visit(n, ola, kari)]))
  }
  assert.equal(requests, 2000)
})
