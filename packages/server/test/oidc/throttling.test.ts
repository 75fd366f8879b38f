import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type HostileService, startHostileService } from './hostile-service.ts'
import { Visitor } from './visitor.ts'

/** Stands still unless it is moved, so that a slow machine does not wait its seconds out. */
class StandingClock {
  now = new Date()
  advance(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds)
  }
}

const free = 1000
const second = 1000
const [town, elsewhere] = ['192.0.2.7', '198.51.100.1']

describe('sign-ins begun from one network', () => {
  let service: HostileService
  before(async () => {
    service = await startHostileService({ trustedProxies: '127.0.0.1' }, {}, new StandingClock())
  })
  after(() => service[Symbol.asyncDispose]())

  const begin = async (network: string, path = '/auth/oidc') => {
    const visitor = new Visitor(service.at)
    const response = await visitor.fetch(new URL(path, service.at.url), { headers: from(network) }, false)
    await response.arrayBuffer()
    const to = new URL(response.headers.get('location') ?? '', service.at.url)
    return { visitor, state: to.searchParams.get('state'), failed: to.searchParams.get('failed') }
  }
  const from = (network: string) => ({ 'x-forwarded-for': network })
  const rows = async () => (await service.at.db.selectFrom('sign_in_attempt').select('state_hash').execute()).length
  const inTurns = async <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> => {
    const done: T[] = []
    for (let at = 0; at < count; at += 50) {
      done.push(...(await Promise.all(Array.from({ length: Math.min(50, count - at) }, (_, i) => act(at + i)))))
    }
    return done
  }

  test('keep a bounded number of rows, and leave others in peace', async () => {
    const begun = await inTurns(free, () => begin(town))
    assert.ok(begun.every(({ failed }) => failed === null))
    const more = await inTurns(100, () => begin(town))
    assert.ok(more.every(({ failed, state }) => failed === 'too-many' && state === null))
    assert.equal(await rows(), free)
    assert.equal((await begin(elsewhere)).failed, null)
    // a whole town behind one address goes on all the same: one a second, and the wait never grows
    for (let turn = 0; turn < 20; turn++) {
      service.at.clock.advance(second)
      const three = await Promise.all([1, 2, 3].map(() => begin(town)))
      assert.equal(three.filter(({ failed }) => failed === null).length, 1)
    }
    assert.equal(await rows(), free + 1 + 20)
    // whoever comes back, however it went, makes room for another
    service.at.clock.advance(second)
    await inTurns(100, async (index) => {
      const { visitor, state } = begun[index] ?? {}
      const query = new URLSearchParams({ error: 'access_denied', state: state ?? '' })
      const back = await visitor?.visit(`/auth/oidc/callback?${query.toString()}`, from(town))
      assert.equal(back?.at, '/sign-in?failed=cancelled')
    })
    assert.ok((await inTurns(50, () => begin(town))).every(({ failed }) => failed === null))
  })

  test('are forgotten with their rows', async () => {
    service.at.clock.advance(10 * 60 * second)
    assert.ok((await inTurns(100, () => begin(town))).every(({ failed }) => failed === null))
  })

  test('are not counted where the network cannot be told', async () => {
    await using unknown = await startHostileService({}, {}, new StandingClock())
    await unknown.leave(new Visitor(unknown.at))
    assert.equal((await unknown.at.db.selectFrom('sign_in_throttle').select('key').execute()).length, 0)
  })
})
