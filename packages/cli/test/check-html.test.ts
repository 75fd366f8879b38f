import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Brevdue } from './run-brevdue.ts'

let brevdue: Brevdue
let folder: string
before(async () => {
  brevdue = await Brevdue.create()
  folder = await mkdtemp(join(tmpdir(), 'brevdue-html-'))
})
after(async () => {
  await brevdue[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function letter(name: string, html: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, html)
  return path
}

test('a letter that is shown as written ends with 0', async () => {
  const path = await letter('plain.html', '<!doctype html><p style="color:red">Hei</p>')
  const { code, stdout } = await brevdue.run('check-html', path)
  assert.match(stdout, /plain\.html: accepted, and shown as it is written\n$/)
  assert.equal(code, 0)
})

test('a letter with changes ends with 3 and lists each with its place', async () => {
  const path = await letter(
    'changed.html',
    '<p>Hei</p>\n<p style="position:fixed;color:red">\n  <a href="vei.html">vei</a></p>',
  )
  const { code, stdout } = await brevdue.run('check-html', path)
  assert.equal(code, 3)
  assert.match(stdout, /accepted, but not shown as it is written\n/)
  assert.match(stdout, /\n {2}2:4 {2}attribute style of <p>: "position:fixed" is left out\n/)
  assert.match(stdout, /\n {2}3:6 {2}link "vei\.html" leads nowhere/)
  const json = await brevdue.run('check-html', '--json', path)
  assert.equal(json.code, 3)
  const judged = JSON.parse(json.stdout) as { verdict: string; faults: unknown[]; changes: Record<string, number>[] }
  assert.deepEqual({ verdict: judged.verdict, faults: judged.faults }, { verdict: 'changed', faults: [] })
  assert.deepEqual(
    judged.changes.map(({ line, column }) => [line, column]),
    [
      [2, 4],
      [3, 6],
    ],
  )
})

test('a letter that is refused ends with 1 and says why and where', async () => {
  const path = await letter('refused.html', '<p>Hei</p>\n<script>1</script>')
  const { code, stdout } = await brevdue.run('check-html', path)
  assert.equal(code, 1)
  assert.match(stdout, /refused: INVALID_HTML_CONTENT\n {2}2:1 {2}element <script>\n/)
  const long = await letter('long.html', Buffer.alloc(6_000_000, 'a'))
  assert.match((await brevdue.run('check-html', long)).stdout, /longer than the 5242880 bytes/)
  const latin1 = await letter('latin1.html', Buffer.from('<p>Kjære</p>', 'latin1'))
  assert.match((await brevdue.run('check-html', latin1)).stdout, /\n {2}it is not UTF-8: save it as UTF-8\n$/)
})

test('wrong usage ends with 2', async () => {
  for (const args of [['check-html'], ['check-html', join(folder, 'none.html')]]) {
    assert.equal((await brevdue.run(...args)).code, 2)
  }
})
