import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Brevdue } from './run-brevdue.ts'

test('invites without a running server, as text and as JSON', async () => {
  await using brevdue = await Brevdue.create()
  brevdue.env = { BREVDUE_PUBLIC_URL: 'https://post.example.no', BREVDUE_SIGN_IN: 'built-in' }
  const number = '12838421227'
  const who = ['--personal-identification-number', number]
  const added = await brevdue.run('add-person', ...who, '--name', 'Kari Nordmann')
  assert.equal(added.code, 0, added.stderr)
  const first = await brevdue.run('invite', ...who)
  assert.equal(first.code, 0, first.stderr)
  assert.match(first.stdout, /https:\/\/post\.example\.no\/activate#([0-9A-Z]{4}-){3}[0-9A-Z]{4}/)
  assert.doesNotMatch(first.stdout + first.stderr, new RegExp(number))
  const second = await brevdue.run('invite', ...who, '--json', '--valid-days', '2')
  const { code, link, facts } = JSON.parse(second.stdout) as { code: string; link: string; facts: string[] }
  assert.equal(link, `https://post.example.no/activate#${code}`)
  assert.match(facts.join(), /no longer works/)
  const wrong = await brevdue.run('invite', '--e-mail', 'kari@example.no')
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /name who is invited.*BREVDUE_SMTP_URL/s)
})
