import { randomUUID, sign } from 'node:crypto'
import { Target } from './attack.ts'
import { type HeaderLines, letterTo, partsOf, type RequestSpec, request, sending, sha256 } from './signed-request.ts'

const target = new Target()
const root = '/'

/** A well-signed request for the entry point, then its headers changed. */
const refuses = (headers: HeaderLines, status: number, code: string, spec: RequestSpec = {}) =>
  target.refuses(request(target.sender, { ...spec, headers }), { status, code, target: root })

target.attack('the caller’s id: missing, twice, not a number, too great, unknown', async () => {
  const id = target.sender.id
  await refuses({ 'X-Digipost-UserId': null }, 400, 'INVALID_USER_ID_HEADER')
  await refuses({ 'X-Digipost-UserId': [id, id] }, 400, 'INVALID_USER_ID_HEADER')
  for (const bad of [
    '',
    'abc',
    '-1',
    '0',
    '1.0',
    '1e3',
    '0x10',
    `${id},${id}`,
    ` ${id};`,
    '9'.repeat(19),
    '9'.repeat(5000),
    '٣',
    "1' OR '1'='1",
  ]) {
    await refuses({ 'X-Digipost-UserId': Buffer.from(bad).toString('latin1') }, 400, 'INVALID_USER_ID_HEADER')
  }
  await refuses({}, 403, 'UNKNOWN_USER_ID', { as: '999999999' })
})

target.attack('the date: missing, twice, malformed', async () => {
  const date = new Date().toUTCString()
  await refuses({ Date: null }, 400, 'MISSING_DATE_HEADER')
  await refuses({ Date: [date, date] }, 400, 'INVALID_DATE_HEADER')
  for (const bad of [
    '',
    'yesterday',
    '0',
    new Date().toISOString(),
    date.replace('GMT', 'CET'),
    date.replace(/^.../, 'Xyz'),
    `${date} ${date}`,
    date.replace(/\d{2}:/, '25:'),
  ]) {
    await refuses({}, 400, 'INVALID_DATE_HEADER', { date: bad })
  }
})

target.attack('the date: skewed, truly signed', async () => {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toUTCString()
  for (const minutes of [-5.2, 5.2, -60, 60, -60 * 24 * 365, 60 * 24 * 365]) {
    await refuses({}, 400, 'DATE_HEADER_OUTSIDE_ACCEPTED_INTERVAL', { date: at(minutes) })
  }
})

target.attack('the hash of the body: missing, twice, malformed', async () => {
  const letter = letterTo(target.server.person.personalIdentificationNumber)
  const refusesHash = (headers: HeaderLines, code: string) =>
    target.refuses(sending(target.sender, partsOf(letter), { headers }), { status: 400, code })
  await refusesHash({ 'X-Content-SHA256': null }, 'MISSING_SHA256')
  await refusesHash({ 'X-Content-SHA256': [sha256('a'), sha256('a')] }, 'INVALID_SHA256')
  for (const bad of [
    'x',
    sha256('a').slice(0, -1),
    Buffer.from(sha256('a'), 'base64').toString('hex'),
    `${sha256('a')}${sha256('a')}`,
  ]) {
    await refusesHash({ 'X-Content-SHA256': bad }, 'INVALID_SHA256')
  }
  await refusesHash({ 'Content-MD5': 'not an MD5' }, 'INVALID_MD5')
  await target.leavesNothing(letter.messageId)
})

target.attack('the signature: missing, twice, malformed, of another string, of another algorithm', async () => {
  const { privateKeyPem } = target.sender
  await refuses({ 'X-Digipost-Signature': null }, 403, 'MISSING_SIGNATURE')
  await refuses({ 'X-Digipost-Signature': '' }, 403, 'MISSING_SIGNATURE')
  await refuses({ 'X-Digipost-Signature': ['AAAA', 'AAAA'] }, 403, 'INVALID_SIGNATURE')
  for (const bad of ['AAAA', '!!!!', Buffer.alloc(256, 1).toString('base64'), 'A'.repeat(8000)]) {
    await refuses({ 'X-Digipost-Signature': bad }, 403, 'INVALID_SIGNATURE')
  }
  const sha1 = sign('sha1', Buffer.from('GET\n/\n'), privateKeyPem).toString('base64')
  await refuses({ 'X-Digipost-Signature': sha1 }, 403, 'INVALID_SIGNATURE')
  await refuses({}, 403, 'INVALID_SIGNATURE', { signedTarget: '/messages' })
})

target.attack('a header that was signed is changed on the way', async () => {
  const changed = {
    status: 403,
    code: 'INVALID_SIGNATURE',
    says: /===START===\nGET\n\/\ndate: .*\nx-digipost-userid: \d+\n\n===SLUTT===/,
  }
  const date = new Date(Date.now() - 10_000).toUTCString()
  await target.refuses(request(target.sender, { headers: { Date: date } }), { ...changed, target: root })
})

target.attack('the headers of one request with the body of another', async () => {
  const first = letterTo(target.server.person.personalIdentificationNumber)
  const second = letterTo(target.server.person.personalIdentificationNumber)
  const whole = sending(target.sender, partsOf(first))
  const other = sending(target.sender, partsOf(second))
  const body = other.subarray(other.indexOf('\r\n\r\n') + 4)
  const head = whole.subarray(0, whole.indexOf('\r\n\r\n') + 4)
  await target.refuses(Buffer.concat([head, body]), { status: 400, code: 'INVALID_SHA256' })
  await target.leavesNothing(second.messageId)
})

target.attack('an Accept and a Content-Type that are noise', async () => {
  const noise = `text/${'x'.repeat(4000)};q=0.${'9'.repeat(1000)}, */*;${',;="'.repeat(500)}`
  const { answers } = await target.exchange(
    request(target.sender, { headers: { Accept: noise, 'Content-Type': noise } }),
  )
  for (const answer of answers) target.assertSigned(answer, root)
  const none = request(target.sender, { headers: { Accept: 'application/json' } })
  await target.refuses(none, { status: 406, code: 'PROBLEM_WITH_REQUEST', target: root })
})

target.attack('names that JavaScript objects have of themselves', async () => {
  const id = randomUUID()
  const headers = {
    __proto__x: id,
    constructor: id,
    'X-Forwarded-Host': 'evil.example',
    'X-HTTP-Method-Override': 'DELETE',
  }
  const { answers } = await target.exchange(request(target.sender, { headers }))
  for (const answer of answers) target.assertSigned(answer, root)
  await target.delivers()
})
