import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LettersChanged, Moved, PlaceId } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestLetter } from './letter-builder.ts'
import { json, problem, signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const move = (browser: TestBrowser, to: PlaceId, ...letters: TestLetter[]) =>
  browser.post('/api/letters/move', { moves: letters.map(({ letterId }) => ({ letterId, to })) })
const idsIn = async (browser: TestBrowser, query: string) => (await browser.list(query)).letters.map(({ id }) => id)

describe('places', () => {
  let at: TestMailbox
  before(async () => {
    at = await startMailbox()
  })
  after(() => at[Symbol.asyncDispose]())

  test('a letter lies in one place, and each place tells its own', async () => {
    const person = await addPerson(at)
    const [kept, archived, binned] = [
      await addLetter(at, person),
      await addLetter(at, person),
      await addLetter(at, person),
    ]
    const browser = await signedIn(at, person)
    const moved = await json<Moved>(
      await browser.post('/api/letters/move', {
        moves: [
          { letterId: archived.letterId, to: 'archive' },
          { letterId: binned.letterId, to: 'bin' },
        ],
      }),
      200,
    )
    assert.deepEqual(
      new Set(moved.moved),
      new Set([
        { letterId: archived.letterId, from: 'inbox', to: 'archive' },
        { letterId: binned.letterId, from: 'inbox', to: 'bin' },
      ]),
    )
    for (const [query, letter] of [
      ['', kept],
      ['?place=inbox', kept],
      ['?place=archive', archived],
      ['?place=bin', binned],
    ] as const) {
      const page = await browser.list(query)
      assert.deepEqual(
        page.letters.map(({ id }) => id),
        [letter.letterId],
        query,
      )
      assert.deepEqual([page.unread, page.inboxUnread, page.binDays], [1, 1, 30], query)
    }
    assert.equal((await browser.letter(archived)).place, 'archive')
  })

  test('the bin knows where each letter came from, and a restored one stays read', async () => {
    const person = await addPerson(at)
    const letter = await addLetter(at, person)
    const browser = await signedIn(at, person)
    await json(await browser.post('/api/letters/read', { letterIds: [letter.letterId], read: true }), 200)
    await move(browser, 'archive', letter)
    assert.ok(!('restoresTo' in (await browser.letter(letter))))
    await move(browser, 'bin', letter)
    const [row] = (await browser.list('?place=bin')).letters
    assert.equal(row?.restoresTo, 'archive')
    const back = await json<Moved>(await move(browser, 'archive', letter), 200)
    assert.deepEqual(back.moved, [{ letterId: letter.letterId, from: 'bin', to: 'archive' }])
    const [restored] = (await browser.list('?place=archive')).letters
    assert.deepEqual([restored?.unread, restored?.restoresTo], [false, undefined])
  })

  test('moving to where it is changes nothing and is said', async () => {
    const person = await addPerson(at)
    const letter = await addLetter(at, person)
    const browser = await signedIn(at, person)
    await move(browser, 'bin', letter)
    const before = await at.db.selectFrom('letter').selectAll().where('id', '=', letter.letterId).execute()
    at.clock.advance(1000)
    const again = await json<Moved>(await move(browser, 'bin', letter), 200)
    assert.deepEqual(again.moved, [{ letterId: letter.letterId, from: 'bin', to: 'bin' }])
    assert.deepEqual(await at.db.selectFrom('letter').selectAll().where('id', '=', letter.letterId).execute(), before)
  })

  test('a hidden letter is moved and marked unseen', async () => {
    const person = await addPerson(at)
    const letter = await addLetter(at, person, { sensitivity: 'SENSITIVE', level: 'IDPORTEN_4', subject: 'HIDDEN' })
    const browser = await signedIn(at, person)
    const answers = [
      await move(browser, 'archive', letter),
      await browser.post('/api/letters/read', { letterIds: [letter.letterId], read: true }),
      await browser.get('/api/letters?place=archive'),
    ]
    for (const answer of answers) {
      const said = await answer.text()
      assert.equal(answer.status, 200, said)
      assert.ok(said.includes(letter.letterId) && !said.includes('HIDDEN'), said)
    }
  })

  test('many are marked at once; those of others and of tomorrow are left out', async () => {
    const [person, other] = [await addPerson(at), await addPerson(at, 'Ola Hansen')]
    const [mine, foreign] = [await addLetter(at, person), await addLetter(at, other)]
    const tomorrow = await addLetter(at, person, { visibleAt: new Date(at.clock.now.getTime() + 60_000) })
    const [browser, theirs] = [await signedIn(at, person), await signedIn(at, other)]
    const letterIds = [mine, foreign, tomorrow].map(({ letterId }) => letterId)
    const marked = await json<LettersChanged>(await browser.post('/api/letters/read', { letterIds, read: true }), 200)
    assert.deepEqual(marked.letterIds, [mine.letterId])
    const moved = await json<Moved>(await move(browser, 'bin', mine, foreign, tomorrow), 200)
    assert.deepEqual(
      moved.moved.map(({ letterId }) => letterId),
      [mine.letterId],
    )
    assert.deepEqual([await idsIn(theirs, ''), (await theirs.list()).unread], [[foreign.letterId], 1])
    at.clock.advance(60_000)
    assert.deepEqual([await idsIn(browser, ''), (await browser.list()).unread], [[tomorrow.letterId], 1])
  })

  test('the tag of a list changes with every act on it', async () => {
    const person = await addPerson(at)
    const [letter, other] = [await addLetter(at, person), await addLetter(at, person)]
    const browser = await signedIn(at, person)
    const tags = async () =>
      Promise.all(
        ['', '?place=archive', '?place=bin'].map(
          async (query) => (await browser.get(`/api/letters${query}`)).headers.get('etag') ?? '',
        ),
      )
    const changed = async (act: () => Promise<Response>, expected: boolean[]) => {
      const before = await tags()
      assert.equal((await act()).status, 200)
      const now = await tags()
      assert.deepEqual(
        now.map((tag, n) => tag !== before[n]),
        expected,
      )
    }
    // The number of unread letters in the inbox is told with every place.
    await changed(
      () => browser.post('/api/letters/read', { letterIds: [letter.letterId], read: true }),
      [true, true, true],
    )
    await changed(() => move(browser, 'archive', letter), [true, true, false])
    await changed(() => move(browser, 'bin', letter), [false, true, true])
    await changed(() => move(browser, 'bin', other), [true, true, true])
    await changed(() => move(browser, 'bin', other), [false, false, false])
  })
})

describe('moves at the same time', () => {
  let at: TestMailbox
  before(async () => {
    at = await startMailbox()
  })
  after(() => at[Symbol.asyncDispose]())

  test('two moves of one letter at once: one after the other, and both say what they did', async () => {
    const person = await addPerson(at)
    const browser = await signedIn(at, person)
    for (let round = 0; round < 20; round += 1) {
      const letter = await addLetter(at, person, { content: 'x' })
      const both = await Promise.all(
        (['archive', 'bin'] as const).map(async (to) => json<Moved>(await move(browser, to, letter), 200)),
      )
      const [toArchive, toBin] = both.map(({ moved }) => moved[0]?.from)
      const { place } = await browser.letter(letter)
      if (place === 'bin') assert.deepEqual([toArchive, toBin], ['inbox', 'archive'])
      else assert.deepEqual([toArchive, toBin, place], ['bin', 'inbox', 'archive'])
    }
  })

  test('overlapping moves in opposite orders never wait for each other for ever', async () => {
    const person = await addPerson(at)
    const letters: TestLetter[] = []
    for (let n = 0; n < 30; n += 1) letters.push(await addLetter(at, person, { content: 'x' }))
    const browser = await signedIn(at, person)
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        move(browser, 'archive', ...letters),
        move(browser, 'bin', ...letters.toReversed()),
        browser.post('/api/letters/read', { letterIds: letters.map(({ letterId }) => letterId), read: true }),
        move(browser, 'inbox', ...letters),
      ])
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200, 200],
      )
      const places = await at.db
        .selectFrom('letter')
        .select('place')
        .distinct()
        .where('mailbox_id', '=', person.mailboxId)
        .execute()
      assert.equal(places.length, 1, 'each request moved all or none')
    }
  })
})

describe('requests that make no sense', () => {
  test('are refused, and the field is named', async () => {
    await using at = await startMailbox()
    const person = await addPerson(at)
    const { letterId } = await addLetter(at, person)
    const browser = await signedIn(at, person)
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`)
    const to = 'archive'
    const refused: [string, unknown, RegExp][] = [
      ['move', {}, /moves/],
      ['move', [], /body/],
      ['move', { moves: [] }, /body\/moves/],
      ['move', { moves: 'all' }, /body\/moves/],
      ['move', { moves: [{ letterId }] }, /body\/moves\/0 .*to/],
      ['move', { moves: [{ letterId, to: 'gone' }] }, /body\/moves\/0\/to/],
      ['move', { moves: [{ letterId, to: null }] }, /body\/moves\/0\/to/],
      ['move', { moves: [{ letterId: 'x', to }] }, /body\/moves\/0\/letterId/],
      [
        'move',
        {
          moves: [
            { letterId, to },
            { letterId, to: 'bin' },
          ],
        },
        /body\/moves\/1\/letterId/,
      ],
      ['move', { moves: many(501).map((id) => ({ letterId: id, to })) }, /body\/moves .*500/],
      ['read', { letterIds: [letterId] }, /read/],
      ['read', { letterIds: [letterId], read: 'perhaps' }, /body\/read/],
      ['read', { letterIds: [], read: true }, /body\/letterIds/],
      ['read', { letterIds: [letterId, letterId], read: true }, /body\/letterIds/],
      ['read', { letterIds: many(501), read: true }, /body\/letterIds .*500/],
      ['delete', { letterIds: many(501) }, /body\/letterIds .*500/],
      ['delete', { letterIds: [letterId, "' or true --"] }, /body\/letterIds\/1/],
      ['delete', {}, /letterIds/],
    ]
    for (const [path, body, field] of refused) {
      const { detail } = await problem(await browser.post(`/api/letters/${path}`, body), 400, 'INVALID_REQUEST')
      assert.match(String(detail), field, `${path} ${JSON.stringify(body).slice(0, 100)}`)
    }
    const moves = many(500).map((id) => ({ letterId: id, to }))
    assert.deepEqual(await json(await browser.post('/api/letters/move', { moves }), 200), { moved: [] })
    const letterIds = many(500)
    assert.deepEqual(await json(await browser.post('/api/letters/read', { letterIds, read: true }), 200), {
      letterIds: [],
    })
    assert.deepEqual(await json(await browser.post('/api/letters/delete', { letterIds }), 200), { letterIds: [] })
    const [row] = (await browser.list()).letters
    assert.deepEqual([row?.id, row?.unread], [letterId, true], 'nothing was changed')
  })
})
