import assert from 'node:assert/strict'
import type { ActivityPage, ContentLink, LetterPage, Moved } from '../../src/http/mailbox-api/contract.ts'
import type { TestLetter } from '../mailbox-api/letter-builder.ts'
import { ask, type Owner, signIn } from './owner.ts'
import type { Wire, WireAnswer } from './shared-wire.ts'

/** One thing that somebody does, with their own letters or with what they have got hold of from another. */
export interface Visit {
  wire: Wire
  me: Owner
  other: Owner
  mine: TestLetter
  theirs: TestLetter
  /** Looks through every byte of an answer for what belongs to somebody else. */
  see: (answer: WireAnswer, status: number | readonly number[]) => WireAnswer
}

type Act = (visit: Visit) => Promise<void>

const get = async ({ wire, me, see }: Visit, path: string, status: number | readonly number[] = 200) =>
  see(await ask(wire, me, 'GET', path), status)
const post = async ({ wire, me, see }: Visit, path: string, body: unknown, status: number | readonly number[] = 200) =>
  see(await ask(wire, me, 'POST', path, body), status)
const parsed = <T>({ body }: WireAnswer) => JSON.parse(body) as T
const shows = (answer: WireAnswer, { mark }: Owner) => assert.ok(answer.all.includes(mark), `their own mark ${mark}`)
const documentPath = ({ letterId, documentIds }: TestLetter, document = 0) =>
  `/api/letters/${letterId}/documents/${documentIds[document] ?? ''}`

async function link(visit: Visit, letter: TestLetter, purpose: string, document: number): Promise<string> {
  const answer = await post(visit, `${documentPath(letter, document)}/link`, { purpose }, [201, 409])
  return answer.status === 409 ? '' : parsed<ContentLink>(answer).url
}

/** The page is the same for everybody, and says nothing of any letter. */
async function page({ wire, me, see }: Visit, { letterId }: TestLetter): Promise<void> {
  see(await wire.send('GET', `/inbox/${letterId}`, { cookie: me.cookie, accept: 'text/html' }), [200, 503])
}

const asksReceipt = ({ me, mine }: Visit) => me.letters.indexOf(mine) % 4 === 3

/** What one does with one's own letters. */
export const own: Record<string, Act> = {
  async list(visit) {
    const page = parsed<LetterPage>(await get(visit, '/api/letters?place=inbox'))
    if (page.nextCursor !== null) visit.me.taken.cursor = page.nextCursor
  },
  async nextPage(visit) {
    await get(visit, `/api/letters?place=inbox&cursor=${visit.me.taken.cursor}`)
  },
  async archiveList(visit) {
    await get(visit, '/api/letters?place=archive')
  },
  async letter(visit) {
    const path = `/api/letters/${visit.mine.letterId}`
    shows(await get(visit, path), visit.me)
    await get(visit, `${path}/scan`)
  },
  async content(visit) {
    const { mine, me } = visit
    const url = await link(visit, mine, 'view', 1)
    if (url === '') return
    shows(await get(visit, url), me)
    const kept = me.expected.get(mine.letterId)
    if (kept !== undefined) kept.read = true
  },
  async leaveLink(visit) {
    const url = await link(visit, visit.mine, 'download', 0)
    if (url !== '') visit.me.taken.link = url
  },
  async receipt(visit) {
    const answer = await post(visit, `${documentPath(visit.mine)}/receipt`, {}, asksReceipt(visit) ? 200 : 400)
    assert.ok(answer.status > 0)
  },
  async markRead(visit) {
    const { me, mine } = visit
    const kept = me.expected.get(mine.letterId)
    const read = kept?.read !== true
    await post(visit, `/api/letters/${mine.letterId}/read`, { read })
    if (kept !== undefined) kept.read = read
  },
  async move(visit) {
    const { me, mine } = visit
    const kept = me.expected.get(mine.letterId)
    const to = kept?.place === 'inbox' ? 'archive' : 'inbox'
    await post(visit, '/api/letters/move', { moves: [{ letterId: mine.letterId, to }] })
    if (kept !== undefined) kept.place = to
  },
  async activity(visit) {
    const page = parsed<ActivityPage>(await get(visit, '/api/activity'))
    if (page.nextCursor !== null) visit.me.taken.activityCursor = page.nextCursor
    await get(visit, `/api/letters/${visit.mine.letterId}/activity`)
  },
  async session(visit) {
    shows(await get(visit, '/api/session'), visit.me)
    await get(visit, '/api/sessions')
  },
  async page(visit) {
    await page(visit, visit.mine)
  },
  async signInAgain({ wire, me, see }) {
    see(await signIn(wire, me), 200)
  },
}

/** What one tries with what is another's. */
export const foreign: Record<string, Act> = {
  async letter(visit) {
    await get(visit, `/api/letters/${visit.theirs.letterId}`, 404)
  },
  async letterActivity(visit) {
    await get(visit, `/api/letters/${visit.theirs.letterId}/activity`, 404)
    await get(visit, `/api/letters/${visit.theirs.letterId}/scan`, 404)
  },
  async cursor(visit) {
    await get(visit, `/api/letters?place=inbox&cursor=${visit.other.taken.cursor}`)
  },
  async activityCursor(visit) {
    const { activityCursor } = visit.other.taken
    if (activityCursor !== '') await get(visit, `/api/activity?cursor=${activityCursor}`, [200, 400])
  },
  async tag({ wire, me, other, see }) {
    const headers = { cookie: me.cookie, 'if-none-match': other.taken.etag }
    see(await wire.send('GET', '/api/letters?place=inbox', headers), 200)
  },
  async link(visit) {
    const { link: url } = visit.other.taken
    if (url === '') return
    const { wire, me, see } = visit
    see(await wire.send('HEAD', url, { cookie: me.cookie }), 404)
    await get(visit, url, 404)
  },
  async newLink(visit) {
    await post(visit, `${documentPath(visit.theirs)}/link`, { purpose: 'view' }, 404)
  },
  async documentUnderOwnLetter(visit) {
    const [document = ''] = visit.theirs.documentIds
    await post(visit, `/api/letters/${visit.mine.letterId}/documents/${document}/link`, { purpose: 'view' }, 404)
  },
  async ownDocumentUnderTheirLetter(visit) {
    const [document = ''] = visit.mine.documentIds
    await post(visit, `/api/letters/${visit.theirs.letterId}/documents/${document}/link`, { purpose: 'view' }, 404)
  },
  async receipt(visit) {
    await post(visit, `${documentPath(visit.theirs)}/receipt`, {}, 404)
  },
  async calendar(visit) {
    await get(visit, `${documentPath(visit.theirs)}/calendar`, 404)
  },
  async markRead(visit) {
    await post(visit, `/api/letters/${visit.theirs.letterId}/read`, { read: true }, 404)
  },
  async moveBesideOwn(visit) {
    const { mine, theirs, me } = visit
    const to = me.expected.get(mine.letterId)?.place ?? 'inbox'
    const moves = [
      { letterId: theirs.letterId, to: 'bin' },
      { letterId: mine.letterId, to },
    ]
    const { moved } = parsed<Moved>(await post(visit, '/api/letters/move', { moves }))
    assert.ok(moved.every(({ letterId }) => letterId === mine.letterId))
  },
  async bulkRead(visit) {
    await post(visit, '/api/letters/read', { letterIds: [visit.theirs.letterId], read: true })
  },
  async delete(visit) {
    await post(visit, '/api/letters/delete', { letterIds: [visit.theirs.letterId] }, [200, 404])
  },
  async endSession(visit) {
    await post(visit, `/api/sessions/${visit.other.taken.session}/end`, {}, 404)
  },
  async stepUp({ wire, me, theirs, see }) {
    // The way back names the letter that was asked for, as it would one that nobody has.
    const answer = await ask(wire, me, 'GET', `/auth/step-up?letter=${theirs.letterId}`)
    assert.equal(answer.headers.location, `/inbox/${theirs.letterId}`)
    see({ ...answer, all: answer.all.replace(theirs.letterId, '') }, 303)
  },
  async page(visit) {
    await page(visit, visit.theirs)
  },
  async withoutCookie({ wire, theirs, see }) {
    see(await wire.send('GET', `/api/letters/${theirs.letterId}`), 401)
  },
}
