import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'
import { ask, makeOwner, namesOf, type Owner, signIn, takeWhatOthersWant } from './owner.ts'
import { sharedWire, type Wire, type WireAnswer } from './shared-wire.ts'
import { foreign, own } from './visits.ts'

const people = 10
/** Fewer lines than people, so that each line carries everybody's requests. */
const lines = 6
const wanted = 10_000
const idShape = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** Tokens, and SHA-256 in base64. */
const tokenShape = /[\w+-]{43}|[\w+/]{43}=/g
/** At least this many are seen before the run ends, of each kind of act. */
const leastOfEach = 60

describe('ten people side by side, each answer looked through for the others', () => {
  let at: TestMailbox
  let wire: Wire
  const owners: Owner[] = []
  /** Whose each id, token and hash is. */
  const names = new Map<string, number>()
  const done = new Map<string, number>()
  let begun = 0

  before(async () => {
    at = await startMailbox()
    wire = sharedWire(at.url, lines)
    for (let number = 0; number < people; number += 1) owners.push(await makeOwner(at, number))
    for (const owner of owners) {
      await signIn(wire, owner)
      await takeWhatOthersWant(wire, owner)
      for (const name of await namesOf(wire, owner)) names.set(name, owner.number)
    }
  })
  after(async () => {
    wire[Symbol.dispose]()
    await at[Symbol.asyncDispose]()
  })

  /** The first thing in an answer that is somebody else's; undefined when there is none. */
  function strange({ all }: Pick<WireAnswer, 'all'>, me: Owner): string | undefined {
    for (const [found, number] of all.matchAll(/ZQ(\d\d)QZ/g)) if (Number(number) !== me.number) return found
    for (const [word] of [...all.matchAll(idShape), ...all.matchAll(tokenShape)]) {
      const owner = names.get(word)
      if (owner !== undefined && owner !== me.number) return word
    }
    return undefined
  }

  /** One act after the other, no two people at the same place of the list. */
  async function live(me: Owner): Promise<void> {
    const acts = [
      ...Object.entries(own).map(([name, act]) => [`own ${name}`, act] as const),
      ...Object.entries(foreign).map(([name, act]) => [`foreign ${name}`, act] as const),
    ]
    for (let turn = me.number * 3; wire.count - begun < wanted || leastDone(acts.length) < leastOfEach; turn += 1) {
      const [name, act] = acts[turn % acts.length] ?? acts[0] ?? assert.fail()
      const other = owners[(me.number + 1 + (turn % (people - 1))) % people] ?? assert.fail()
      const letterOf = (owner: Owner) => owner.letters[(turn * 7) % owner.letters.length] ?? assert.fail()
      const see = (answer: WireAnswer, status: number | readonly number[]) => {
        const said = `${me.mark}, ${name}: ${answer.status} ${answer.all.slice(0, 400)}`
        assert.ok([status].flat().includes(answer.status), said)
        assert.equal(strange(answer, me), undefined, said)
        return answer
      }
      await act({ wire, me, other, mine: letterOf(me), theirs: letterOf(other), see })
      done.set(name, (done.get(name) ?? 0) + 1)
    }
  }
  const leastDone = (kinds: number) => (done.size < kinds ? 0 : Math.min(...done.values()))

  test('in 10,000 requests over shared connections nobody is told a byte of another’s', async (t) => {
    begun = wire.count
    await Promise.all(owners.map(live))
    t.diagnostic(`${wire.count - begun} requests of ${done.size} kinds over ${wire.connections} connections`)
    assert.ok(wire.connections <= lines * 20, `${wire.connections} connections: they are not kept open`)
  })

  test('nothing of anybody’s was changed by another', async () => {
    for (const { expected, person } of owners) {
      const rows = await at.db
        .selectFrom('letter')
        .select(['id', 'place', 'read_at'])
        .where('mailbox_id', '=', person.mailboxId)
        .execute()
      const found = new Map(rows.map(({ id, place, read_at }) => [id, { place, read: read_at !== null }]))
      assert.deepEqual(found, expected)
    }
  })

  test('the search finds what it looks for, in the body, in a header and as an id', async () => {
    const [kari, ola] = owners
    assert.ok(kari !== undefined && ola !== undefined)
    const answer = await ask(wire, ola, 'GET', '/api/letters')
    assert.equal(strange(answer, ola), undefined)
    assert.equal(strange(answer, kari), ola.mark)
    const letter = ola.letters[0]?.letterId ?? ''
    assert.equal(strange({ all: `location\n/inbox/${letter}\n\n` }, kari), letter)
  })
})
