import assert from 'node:assert/strict'
import type { Letter, LetterPage, OpenSession } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from '../mailbox-api/letter-builder.ts'
import type { TestMailbox } from '../mailbox-api/test-mailbox.ts'
import type { Wire, WireAnswer } from './shared-wire.ts'

/** More than one page of the list, so that there are cursors to take. */
const letterCount = 52

/** Somebody with a mailbox whose every field and byte bears their mark. */
export interface Owner {
  number: number
  mark: string
  person: TestPerson
  letters: TestLetter[]
  cookie: string
  /** What others try to use: taken from this owner's own answers. */
  taken: { cursor: string; etag: string; link: string; session: string; activityCursor: string }
  /** What the owner has done and nobody else may have changed. */
  expected: Map<string, { place: string; read: boolean }>
}

const markOf = (number: number) => `ZQ${String(number).padStart(2, '0')}QZ`

export async function makeOwner(at: TestMailbox, number: number): Promise<Owner> {
  const mark = markOf(number)
  const person = await addPerson(at, `Person ${mark}`)
  const letters: TestLetter[] = []
  for (let n = 0; n < letterCount; n += 1) {
    const visibleAt = new Date(at.clock.now.getTime() - (n * 60 + number) * 1000)
    letters.push(await addLetter(at, person, letterSpec(mark, n, visibleAt)))
  }
  const expected = new Map(letters.map(({ letterId }) => [letterId, { place: 'inbox', read: false }]))
  const taken = { cursor: '', etag: '', link: '', session: '', activityCursor: '' }
  return { number, mark, person, letters, cookie: '', taken, expected }
}

/** Every fourth asks for a receipt; all have an attachment, a broker, a reference and the claims of a data type. */
function letterSpec(mark: string, n: number, visibleAt: Date) {
  return {
    sender: `Sender ${mark}`,
    broker: `Broker ${mark}`,
    reference: `ref-${mark}-${n}`,
    subject: `Subject ${mark} ${n}`,
    kind: `kind-${mark}`,
    amount: '1249.00',
    dueAt: new Date('2026-12-05T00:00:00Z'),
    visibleAt,
    content: `%PDF-1.7 ${mark} ${n} `.repeat(40 + n * 20),
    ...(n % 4 === 3 && { receipt: `${mark}@example.com` }),
    attachments: [{ subject: `Attachment ${mark} ${n}`, content: `%PDF-1.7 attachment ${mark} ${n}` }],
  }
}

const ours = { 'content-type': 'application/json', 'x-brevdue-request': '1' }

/** Asks as that owner does: cookie, and for what changes something our own headers. */
export function ask(wire: Wire, { cookie }: Pick<Owner, 'cookie'>, method: string, path: string, body?: unknown) {
  if (method === 'GET') return wire.send('GET', path, { cookie })
  return wire.send(method, path, { cookie, ...ours }, JSON.stringify(body ?? {}))
}

/** Signs in anew; the session before it stays open, so that there are several. */
export async function signIn(wire: Wire, owner: Owner): Promise<WireAnswer> {
  const body = { personId: owner.person.personId, level: 'PASSWORD' }
  const answer = await wire.send('POST', '/api/sign-in', ours, JSON.stringify(body))
  assert.equal(answer.status, 200, answer.body)
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  owner.cookie = cookie.split(';', 1)[0] ?? ''
  return answer
}

/** Fills what others will try to use. */
export async function takeWhatOthersWant(wire: Wire, owner: Owner): Promise<void> {
  const list = await ask(wire, owner, 'GET', '/api/letters')
  owner.taken.cursor = (JSON.parse(list.body) as LetterPage).nextCursor ?? ''
  owner.taken.etag = list.headers.etag ?? ''
  const sessions = await ask(wire, owner, 'GET', '/api/sessions')
  owner.taken.session = (JSON.parse(sessions.body) as { sessions: OpenSession[] }).sessions[0]?.id ?? ''
  for (const [what, value] of Object.entries({ ...owner.taken, link: 'later', activityCursor: 'later' })) {
    assert.notEqual(value, '', `${what} of ${owner.mark}`)
  }
}

/** Every string that only this owner's answers may hold, ids included. */
export async function namesOf(wire: Wire, owner: Owner): Promise<string[]> {
  const { personId, mailboxId } = owner.person
  const names = [personId, mailboxId, owner.taken.session, owner.cookie.replace(/^.*=/, '')]
  for (const letter of owner.letters) {
    names.push(letter.letterId, ...letter.documentIds)
    const { documents } = JSON.parse((await ask(wire, owner, 'GET', `/api/letters/${letter.letterId}`)).body) as Letter
    names.push(...documents.flatMap(({ contentHash }) => contentHash ?? []))
  }
  return names
}
