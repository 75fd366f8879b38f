import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

/** Deleting for good then removes the bytes of whatever was dropped, by anyone: only blob keys that no document names. */
const droppedBlobs = /^\s*select key from blob b where state = 'dropped'\s+and not exists/

/** The tables in which everybody's letters lie side by side. */
const shared = /\b(from|join|into|update)\s+"?(letter|document|activity|content_link)\b/i

/** The letters here hold nothing for these; they look for it all the same. */
const withoutWork = new Set([
  'GET /content/*',
  'POST /content/*',
  'GET /api/letters/:letterId/documents/:documentId/calendar',
])

interface Statement {
  text: string
  values: unknown[]
}

/** What is sent to PostgreSQL while `work` runs. The driver is asked, so nothing can be sent around it. */
async function statementsOf(work: () => Promise<void>): Promise<Statement[]> {
  const seen: Statement[] = []
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the client it was asked of, and put back
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: [Statement | string, unknown[]]) {
    const [first, values] = args
    seen.push(typeof first === 'string' ? { text: first, values: values ?? [] } : first)
    return Reflect.apply(query, this, args) as unknown
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return seen
}

describe('every query is bound to one mailbox', () => {
  let at: TestMailbox
  let kari: TestPerson
  let ola: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
    ola = await addPerson(at, 'Ola Hansen')
  })
  after(() => at[Symbol.asyncDispose]())

  const mailboxRoutes = () => at.routes.filter(({ url }) => /^\/(api\/(letters|activity)|content)\b/.test(url))

  /** Calls every endpoint of the mailbox as its page would, with the ids of this letter. */
  async function callAll(browser: TestBrowser, letter: TestLetter): Promise<Map<string, Response>> {
    const letterIds = [letter.letterId]
    const bodies: Record<string, unknown> = {
      '/api/letters/move': { moves: [{ letterId: letter.letterId, to: 'bin' }] },
      '/api/letters/read': { letterIds, read: true },
      '/api/letters/delete': { letterIds },
    }
    const answers = new Map<string, Response>()
    // What deletes goes last, when the others have had something to work on.
    const inOrder = mailboxRoutes().toSorted(
      (a, b) => Number(a.url.endsWith('/delete')) - Number(b.url.endsWith('/delete')),
    )
    for (const { method, url } of inOrder) {
      if (!['GET', 'HEAD', 'POST'].includes(method) || url.includes('*')) continue
      const asked = url.includes(':token') ? await browser.askLink(letter, 'view') : undefined
      const link = asked === undefined ? {} : ((await asked.json()) as { url?: string })
      const path = (link.url ?? url)
        .replace(':letterId', letter.letterId)
        .replace(':documentId', letter.documentIds[0] ?? '')
        .replace(':token', 'A'.repeat(43))
      const body = bodies[url] ?? { purpose: 'view', read: true }
      answers.set(
        `${method} ${url}`,
        method === 'POST' ? await browser.post(path, body) : await browser.send(method, path),
      )
    }
    return answers
  }

  test('whoever uses another’s ids gets nothing, and changes nothing', async () => {
    const letter = await addLetter(at, ola, { receipt: '', subject: 'OLAS-SUBJECT' })
    const browser = await signedIn(at, kari)
    const snapshot = async () => {
      const { rows } = await sql`
        select to_jsonb(l) as row from letter l union all select to_jsonb(d) from document d
        union all select to_jsonb(e) from event e union all select to_jsonb(c) from content_link c
        union all select to_jsonb(b) from blob b
        union all select to_jsonb(a) from activity a where mailbox_id = ${ola.mailboxId}`.execute(at.db)
      return JSON.stringify(rows)
    }
    const before = await snapshot()
    const answers = await callAll(browser, letter)
    assert.ok(answers.size >= 12, [...answers.keys()].join('\n'))
    for (const [name, answer] of answers) {
      const said = await answer.text()
      if (answer.status !== 404) assert.equal(answer.status, 200, `${name} ${said}`)
      for (const mark of ['OLAS-SUBJECT', letter.letterId, ...letter.documentIds]) {
        assert.ok(!said.includes(mark), `${name} says ${mark}`)
      }
    }
    const reached = [...answers].filter(([, { status }]) => status === 200).map(([name]) => name)
    assert.deepEqual(
      reached.filter((name) => !name.startsWith('HEAD')).sort(),
      [
        'GET /api/activity',
        'GET /api/letters',
        'POST /api/letters/delete',
        'POST /api/letters/move',
        'POST /api/letters/read',
      ],
      'only what answers about many letters answers at all, about none',
    )
    assert.equal(await snapshot(), before)
  })

  for (const [whose, foreign] of [
    ['with one’s own ids', false],
    ['with another’s ids', true],
  ] as const) {
    test(`each statement about letters names the mailbox of the one who is signed in, ${whose}`, async () => {
      const letters = [
        await addLetter(at, foreign ? ola : kari),
        await addLetter(at, foreign ? ola : kari, { receipt: '' }),
      ]
      const browser = await signedIn(at, kari)
      const found = new Set<string>()
      const statements = await statementsOf(async () => {
        for (const letter of letters) {
          for (const [name, answer] of await callAll(browser, letter)) {
            if (answer.status < 300) found.add(name)
            await answer.arrayBuffer()
          }
        }
      })
      const about = statements.filter(({ text }) => shared.test(text) && !droppedBlobs.test(text))
      assert.ok(about.length > 30, `${about.length} statements`)
      const idle = mailboxRoutes()
        .map(({ method, url }) => `${method} ${url}`)
        .filter((name) => /^(GET|POST)/.test(name) && !found.has(name))
      if (!foreign)
        assert.deepEqual(
          idle.filter((name) => !withoutWork.has(name)),
          [],
          'each endpoint had something to do',
        )
      for (const { text, values } of about) {
        assert.ok(values.includes(kari.mailboxId), `bound to nobody: ${text}`)
        assert.match(text, /\bmailbox_id\b/)
        assert.ok(!values.includes(ola.mailboxId), text)
      }
    })
  }
})
