import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { formatHttpDate, responseCanonicalForm, signText } from '@brevdue/protocol'
import { problemOfAnswer } from '../src/verify-answer.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const now = new Date('2026-11-28T12:00:00Z')
const date = formatHttpDate(now)
const target = '/sender%20information/%C3%A5?part_id=En%20enhet'

async function problemOver(path: string, asked = target): Promise<string | undefined> {
  const canonical = `200\n${path}\ndate: ${date}\n`
  const signature = await signText(canonical, privateKey)
  const headers = { date, 'x-digipost-signature': signature }
  return problemOfAnswer({ status: 200, headers, body: Buffer.alloc(0) }, asked, publicKey, now)
}

test('an answer is trusted over each form of the path that a service may sign', async () => {
  for (const path of [
    '/sender%20information/%c3%a5',
    '/sender information/å',
    '/sender%20information/%c3%a5?part_id=en%20enhet',
  ]) {
    assert.equal(await problemOver(path), undefined, path)
  }
})

test('an answer over another path is not trusted', async () => {
  for (const path of ['/', '/sender information', '/sender information/å?x', '/sender information/a']) {
    assert.match((await problemOver(path)) ?? '', /signature/, path)
  }
  // A decoded line feed would forge a line of the signed text.
  assert.match((await problemOver('/a\ndate: x', '/a%0Adate:%20x')) ?? '', /signature/)
})

test('the three forms of a path without escapes and query are one', () => {
  const forms = (['as sent', 'decoded', 'as sent with query'] as const).map((form) =>
    responseCanonicalForm({ status: 200, target: '/Messages', date }, { form }),
  )
  assert.deepEqual(new Set(forms).size, 1)
})
