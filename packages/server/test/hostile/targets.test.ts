import assert from 'node:assert/strict'
import { Target } from './attack.ts'
import { request } from './signed-request.ts'

const target = new Target()
const unknown = { status: 404, code: 'PROBLEM_WITH_REQUEST' }
const broken = { status: 400, code: 'PROBLEM_WITH_REQUEST' }

const get = (path: string, spec = {}) => request(target.sender, { target: path, ...spec })

target.attack('escapes that change where a path leads: %2F, %2e%2e, double escapes', async () => {
  for (const path of [
    '/messages%2F1',
    '/%2Fmessages',
    '/x%2F..%2Fmessages',
    '/%2e%2e/messages',
    '/%252e%252e/messages',
    '//messages',
    '/./messages',
    '/../../etc/passwd',
    '/x/../messages',
    '/x;y=z',
    '/api%2Fsession%2F..',
  ]) {
    await target.refuses(get(path), { ...unknown, target: decodeURIComponent(path) })
  }
})

target.attack('%00 and other control characters', async () => {
  for (const path of ['/%00', '/x%00.xml', '/x%0d%0aSet-Cookie:%20a=b', '/x%1b%5b2J']) {
    await target.refuses(get(path), { ...unknown, target: path })
  }
  const { answers } = await target.exchange(get('/recipients/%00'))
  assert.ok(answers[0])
  target.assertSigned(answers[0], '/recipients/%00')
})

target.attack('escapes that are no UTF-8, or no escapes', async () => {
  for (const path of ['/%ff', '/%c3', '/%c3%28', '/%ed%a0%80', '/%', '/%z', '/%zz', '/x%', '/messages/%e0%80%af']) {
    const { answers } = await target.exchange(get(path))
    const [answer] = answers
    assert.ok(answer, path)
    assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`)
    target.assertRefusal(answer, { ...broken, status: answer.status, target: path })
  }
})

target.attack('raw bytes above 0x7F', async () => {
  for (const path of ['/recipients/search/\xe5se', '/\xff', '/\xc3\xa5', '/x?q=\xe6']) {
    const signed = Buffer.from(path.toLowerCase(), 'latin1').toString('latin1')
    const { answers } = await target.exchange(get(path))
    const [answer] = answers
    assert.ok(answer, path)
    target.assertSigned(answer, signed)
  }
})

target.attack('spaces and control characters that are not escaped', async () => {
  for (const path of ['/a b', '/a\tb', '/\x01', '/a\x7fb', '/a\0b']) {
    const { answers } = await target.exchange(get(path))
    const [answer] = answers
    assert.ok(answer, JSON.stringify(path))
    assert.equal(answer.status, 400)
  }
})

target.attack('a target with scheme and host, an asterisk, an authority, none', async () => {
  for (const path of [
    'http://127.0.0.1/',
    'http://evil.example/messages',
    'https://user:pass@127.0.0.1:1/',
    '*',
    'evil.example:443',
    'x',
    '?',
    '#',
    '/#x',
  ]) {
    const { answers } = await target.exchange(get(path))
    const [answer] = answers
    assert.ok(answer, path)
    assert.ok(answer.body.includes('<error-code>') || answer.status === 200, answer.body.toString('utf8'))
    assert.ok(answer.status < 500, `${path}: ${answer.status}`)
  }
})

target.attack('a target longer than the headers may be', async () => {
  const path = `/${'x'.repeat(60_000)}`
  const { answers } = await target.exchange(get(path))
  assert.ok(answers[0])
  assert.equal(answers[0].status, 431)
  const query = `/?${'x=1&'.repeat(5000)}`
  const long = await target.exchange(get(query))
  assert.ok(long.answers[0])
  assert.ok(long.answers[0].status < 500)
})

target.attack('methods that are not ours', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
    const { answers } = await target.exchange(get('/messages', { method }))
    assert.ok(answers[0], method)
    assert.ok([404, 405].includes(answers[0].status), `${method}: ${answers[0].status}`)
    target.assertSigned(answers[0], '/messages')
  }
  const trace = await target.exchange(get('/', { method: 'TRACE' }))
  assert.ok(trace.answers[0])
  assert.ok([404, 405].includes(trace.answers[0].status))
  const connect = await target.exchange(get('127.0.0.1:22', { method: 'CONNECT' }))
  assert.ok(connect.answers[0])
  assert.equal(connect.answers[0].status, 405)
  const invented = await target.exchange(get('/', { method: 'BREW' }))
  assert.equal(invented.answers[0]?.status, 400)
})

target.attack('every path of a browser, without a browser', async () => {
  for (const path of ['/favicon.ico', '/inbox', '/sign-in', '/.env', '/.git/config', '/wp-login.php']) {
    const { answers } = await target.exchange(get(path))
    assert.ok(answers[0], path)
    assert.ok(answers[0].status < 500, path)
  }
})
