import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { currentCost } from '../../src/keys/password-hash.ts'
import { sweepBuiltIn } from '../../src/store/built-in/sweep.ts'
import { hashToken } from '../../src/store/tokens.ts'
import {
  anOwner,
  type BuiltInMailbox,
  latestTo,
  type Owner,
  outboxIsEmpty,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from './built-in-mailbox.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let place: BuiltInMailbox
before(async () => {
  place = await startBuiltIn()
})
after(() => place[Symbol.asyncDispose]())

const hashes = async () =>
  (await place.at.metrics.getSingleMetric('brevdue_password_hashes_total')?.get())?.values[0]?.value ?? 0
const guess = (visitor: Visitor, { emailAddress }: Pick<Owner, 'emailAddress'>, password = 'helt feil passord') =>
  visitor.post('/api/sign-in/password', { emailAddress, password })

test('10,000 wrong guesses from everywhere: few are looked at, and the owner signs in from the known browser', async () => {
  const owner = await anOwner(place)
  await signInWithPassword(owner.visitor, owner)
  const before = await hashes()
  const statuses = new Map<number, number>()
  const attackers = Array.from({ length: 500 }, (_, index) => {
    return new Visitor(place, `2001:db8:${index.toString(16)}::1`)
  })
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(attackers.map((attacker) => guess(attacker, owner)))
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  assert.deepEqual(
    [...statuses.keys()].toSorted((a, b) => a - b),
    [202, 429],
  )
  assert.equal(statuses.get(202), 5)
  assert.equal(statuses.get(429), 9_995)
  assert.equal((await hashes()) - before, 5)
  // Another browser of the owner's has to wait for its turn like any other …
  const elsewhere = await guess(new Visitor(place, '192.0.2.200'), owner, owner.password)
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [429, 'TOO_MANY_ATTEMPTS'])
  assert.equal(elsewhere.body.retryAfter, 10)
  assert.equal(elsewhere.headers.get('retry-after'), '10')
  // … the one that has signed in before need not, and a passkey never waits.
  owner.visitor.cookies.delete('brevdue-session')
  await signInWithPassword(owner.visitor, owner)
  const passkey = new Visitor(place, '192.0.2.201')
  passkey.authenticator = owner.visitor.authenticator
  assert.equal((await passkey.passkey()).status, 200)
})

test('a patient guesser with any number of addresses gets about a guess an hour', async () => {
  const owner = await anOwner(place)
  const before = await hashes()
  const until = place.at.clock.now.getTime() + 10 * day
  let number = 0
  while (place.at.clock.now.getTime() < until) {
    const { body, status } = await guess(new Visitor(place, `203.0.113.${number++ % 250}`), owner)
    assert.ok(status === 202 || status === 429)
    place.at.clock.advance(body.retryAfter === undefined ? 0 : body.retryAfter * 1000)
  }
  const guesses = (await hashes()) - before
  assert.ok(guesses > 200 && guesses < 270, String(guesses))
})

test('guesses at the same moment are counted one by one', async () => {
  const owner = await anOwner(place)
  const before = await hashes()
  const many = Array.from({ length: 60 }, (_, index) => guess(new Visitor(place, `192.0.2.${index}`), owner))
  const accepted = (await Promise.all(many)).filter(({ status }) => status === 202)
  assert.equal(accepted.length, 5)
  assert.equal((await hashes()) - before, 5)
})

test('addresses that nobody has are slowed down exactly as others are', async () => {
  const owner = await anOwner(place)
  const courseOf = async (emailAddress: string, network: string) => {
    const course: unknown[] = []
    for (let round = 0; round < 9; round++) {
      const { status, body } = await guess(new Visitor(place, network), { emailAddress })
      course.push([status, body.retryAfter])
    }
    return course
  }
  assert.deepEqual(
    await courseOf(owner.emailAddress, '192.0.2.110'),
    await courseOf('nobody@example.no', '192.0.2.111'),
  )
})

test('one network guessing at many people is slowed down, an IPv6 line as one network; others are not', async () => {
  let refused = 0
  for (let number = 0; number < 60; number++) {
    const visitor = new Visitor(place, `2001:db8:ffff:1::${number.toString(16)}`)
    if ((await guess(visitor, { emailAddress: `someone${number}@example.no` })).status === 429) refused += 1
  }
  assert.equal(refused, 30)
  const neighbour = new Visitor(place, '2001:db8:ffff:2::1')
  assert.equal((await guess(neighbour, { emailAddress: 'other@example.no' })).status, 202)
  const owner = await anOwner(place)
  const behind = new Visitor(place, '2001:db8:ffff:1::aaaa')
  behind.authenticator = owner.visitor.authenticator
  assert.equal((await behind.passkey()).status, 200)
})

test('an office behind one address signs in all day', async () => {
  const office = '192.0.2.77'
  for (let number = 0; number < 12; number++) {
    const owner = await anOwner(place)
    for (let time = 0; time < 4; time++) await signInWithPassword(new Visitor(place, office), owner)
  }
})

test('a stolen device cookie buys its own few guesses and takes none of the owner’s', async () => {
  const owner = await anOwner(place)
  await signInWithPassword(owner.visitor, owner)
  const thief = new Visitor(place, '192.0.2.66')
  thief.cookies.set('brevdue-known', owner.visitor.cookies.get('brevdue-known')!)
  const other = new Visitor(place, '192.0.2.67')
  await signInWithPassword(other, owner)
  let accepted = 0
  for (let round = 0; round < 50; round++) if ((await guess(thief, owner)).status === 202) accepted += 1
  assert.equal(accepted, 10)
  await signInWithPassword(other, owner)
})

test('a device cookie made up, or of another account, makes nobody known', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place)]
  await signInWithPassword(ola.visitor, ola)
  const thief = new Visitor(place)
  for (const cookie of [ola.visitor.cookies.get('brevdue-known')!, 'A'.repeat(43)]) {
    thief.cookies.set('brevdue-known', cookie)
    for (let round = 0; round < 8; round++) {
      thief.address = `192.0.2.${150 + round}`
      await guess(thief, kari)
    }
  }
  const { status } = await guess(thief, kari)
  assert.equal(status, 429)
})

test('two people in one browser are both known in it; a token planted before the sign-in is worth nothing', async () => {
  const [kari, ola] = [await anOwner(place), await anOwner(place)]
  const shared = new Visitor(place)
  const planted = 'P'.repeat(43)
  shared.cookies.set('brevdue-known', planted)
  await signInWithPassword(shared, kari)
  await signInWithPassword(shared, ola)
  const rows = await place.at.db.selectFrom('known_browser').selectAll().execute()
  const known = (token: string) => rows.filter(({ token_hash }) => token_hash.equals(hashToken(token))).length
  assert.deepEqual([known(shared.cookies.get('brevdue-known')!), known(planted)], [2, 0])
})

test('whoever knows the password cannot flood its owner with e-mail', async () => {
  const owner = await anOwner(place)
  await outboxIsEmpty(place.at)
  const before = place.smtp.to(owner.emailAddress).length
  const end = place.at.clock.now.getTime() + day
  let number = 0
  while (place.at.clock.now.getTime() < end) {
    const { body } = await guess(new Visitor(place, `198.18.0.${number++ % 250}`), owner, owner.password)
    place.at.clock.advance((body.retryAfter ?? 0) * 1000)
  }
  await outboxIsEmpty(place.at)
  const sent = place.smtp.to(owner.emailAddress).length - before
  assert.ok(sent > 10 && sent <= 40, String(sent))
})

test('nor can somebody signed in have code after code sent to an address of their choice', async () => {
  const victim = 'victim@example.no'
  const propose = async () => {
    const { visitor } = await anOwner(place, { password: false })
    const given = { emailAddress: victim, password: 'tre grønne elefanter' }
    for (let round = 0; round < 10; round++) await visitor.post('/api/sign-in-methods/password', given)
  }
  for (let person = 0; person < 3; person++) await propose()
  await latestTo(place, victim)
  assert.equal(place.smtp.to(victim).length, 5)
})

test('guesses at codes of invitations are slowed down', async () => {
  const visitor = new Visitor(place, '192.0.2.33')
  const statuses: number[] = []
  for (let round = 0; round < 25; round++) {
    statuses.push((await visitor.post('/api/activation', { code: '0000-0000-0000-0000' })).status)
  }
  assert.deepEqual(statuses.slice(0, 20), Array(20).fill(401))
  assert.deepEqual(statuses.slice(20), Array(5).fill(429))
})

test('counters are forgotten after a day, and swept', async () => {
  const owner = await anOwner(place)
  for (let round = 0; round < 10; round++) await guess(new Visitor(place), owner)
  place.at.clock.advance(day + minute)
  assert.equal((await guess(new Visitor(place), owner)).status, 202)
  place.at.clock.advance(day + minute)
  await sweepBuiltIn(place.at.db, place.at.clock.now)
  const { left } = await place.at.db
    .selectFrom('sign_in_throttle')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .executeTakeFirstOrThrow()
  assert.equal(left, '0')
})

test('a proxy that the operator has not named cannot be told from its clients: nobody is slowed down by their neighbours', async () => {
  await using place = await startBuiltIn({ overrides: { trustedProxies: '' } })
  for (let number = 0; number < 40; number++) {
    const visitor = new Visitor(place, '203.0.113.9')
    const given = { emailAddress: `someone${number}@example.no`, password: 'helt feil passord' }
    assert.equal((await visitor.post('/api/sign-in/password', given)).status, 202)
  }
})

test('what a client says of itself before the proxy’s own word is not believed', async () => {
  await using place = await startBuiltIn()
  const statuses = []
  for (let number = 0; number < 40; number++) {
    const visitor = new Visitor(place, `10.${number}.0.1, 198.51.${number}.9, 203.0.113.9`)
    const given = { emailAddress: `someone${number}@example.no`, password: 'helt feil passord' }
    statuses.push((await visitor.post('/api/sign-in/password', given)).status)
  }
  assert.equal(statuses.filter((status) => status === 429).length, 10)
})

test('password hashes at today’s cost are computed few at once; whoever comes too many is sent away, the known are not', async () => {
  await using place = await startBuiltIn({ passwordCost: currentCost })
  const owner = await anOwner(place)
  await signInWithPassword(owner.visitor, owner)
  const crowd = Array.from({ length: 40 }, (_, index) =>
    new Visitor(place, `198.18.1.${index}`).post('/api/sign-in/password', {
      emailAddress: `someone${index}@example.no`,
      password: 'helt feil passord',
    }),
  )
  const { emailAddress, password } = owner
  const known = owner.visitor.post('/api/sign-in/password', { emailAddress, password })
  const statuses = (await Promise.all(crowd)).map(({ status, body }) => [status, body.retryAfter].join(' '))
  assert.ok(statuses.includes('429 5') && statuses.includes('202 '), statuses.join())
  assert.equal((await known).status, 202)
})

for (const trustedProxies of ['127.0.0.1', '']) {
  test(`a stranger with 24 connections locks nobody out of the sign-in in a new browser (proxies: ${trustedProxies})`, async () => {
    await using place = await startBuiltIn({ passwordCost: currentCost, overrides: { trustedProxies } })
    const owner = await anOwner(place)
    const busy = Promise.withResolvers<void>()
    let over = false
    const stranger = Array.from({ length: 24 }, async (_, index) => {
      for (let round = 0; !over; round++) {
        const emailAddress = `someone${index}.${round}@example.no`
        const { status } = await guess(new Visitor(place, '203.0.113.9'), { emailAddress })
        // Sent away it comes again at once, so that no place is free for long.
        if (status === 429) await pause(5)
        else void pause(50).then(busy.resolve)
      }
    })
    try {
      await busy.promise
      const tries = Array.from({ length: 3 }, (_, number) =>
        guess(new Visitor(place, `192.0.2.${number}`), owner, owner.password),
      )
      assert.deepEqual(
        (await Promise.all(tries)).map(({ status }) => status),
        [202, 202, 202],
      )
    } finally {
      over = true
      await Promise.all(stranger)
    }
  })
}

test('a sign-in that found no place is not counted as a guess', async () => {
  await using place = await startBuiltIn({ passwordCost: currentCost })
  const owner = await anOwner(place)
  const crowd = Array.from({ length: 12 }, (_, index) =>
    guess(new Visitor(place, '203.0.113.9'), { emailAddress: `someone${index}@example.no` }),
  )
  const tries = Array.from({ length: 4 }, () => guess(new Visitor(place, '203.0.113.9'), owner))
  const busy = (await Promise.all(tries)).filter(({ status }) => status === 429).length
  assert.ok(busy > 0)
  await Promise.all(crowd)
  // Five are free; those that were looked at have been used up.
  for (let left = 5 - (4 - busy); left > 0; left--) {
    assert.equal((await guess(new Visitor(place, '203.0.113.9'), owner)).status, 202)
  }
})

test('a neighbour in the same network keeps nobody from signing in with a passkey', async () => {
  const town = '198.51.100.77'
  const owner = await anOwner(place)
  await signInWithPassword(owner.visitor, owner)
  const ask = (visitor: Visitor) => visitor.post('/api/sign-in/passkey/options', {})
  const statuses: number[] = []
  for (let round = 0; round < 34; round++) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(new Visitor(place, town))))
    statuses.push(...answers.map(({ status }) => status))
  }
  assert.equal(statuses.filter((status) => status === 429).length, 40)
  // A browser of before has its own budget …
  owner.visitor.address = town
  owner.visitor.cookies.delete('brevdue-session')
  assert.equal((await owner.visitor.passkey()).status, 200)
  // … and a new one waits for a second, however long this has gone on.
  for (let second = 0; second < 5; second++) {
    place.at.clock.advance(1000)
    assert.equal((await ask(new Visitor(place, town))).status, 200)
    const { body } = await ask(new Visitor(place, town))
    assert.equal(body.retryAfter, 1)
  }
})
