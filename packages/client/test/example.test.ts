import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { aPerson, aSender, startTestServer } from '@brevdue/server/testing'

const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
0000000101 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF
`

/** The code block in the documentation of a class. */
async function exampleIn(source: string): Promise<string> {
  const [, block = ''] = /@example\n \* ```ts\n([\s\S]*?) \* ```/.exec(await readFile(source, 'utf8')) ?? []
  return block.replaceAll(/^ \* ?/gm, '')
}

test('the example in the documentation of BrevdueClient sends a letter, as it stands there', async () => {
  await using server = await startTestServer()
  const sender = await aSender(server)
  const person = await aPerson(server)
  const folder = await mkdtemp(path.join(tmpdir(), 'brevdue-example-'))
  try {
    await mkdir(path.join(folder, 'data'))
    await writeFile(path.join(folder, 'letter.pdf'), pdf)
    await writeFile(path.join(folder, 'data/key.pem'), sender.privateKeyPem)
    const sandbox = { url: server.url, senders: [{ id: sender.id, key: 'key.pem' }], people: [person] }
    await writeFile(path.join(folder, 'data/sandbox.json'), JSON.stringify(sandbox))
    const example = await exampleIn(path.join(import.meta.dirname, '../src/brevdue-client.ts'))
    assert.match(example, /client\.send/)
    // The packages are found from here, the sandbox and the letter there.
    const program = `process.chdir(${JSON.stringify(folder)})\n`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-'], { cwd: import.meta.dirname })
    child.stdin.end(example.replace('\n\n', `\n\n${program}`))
    const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
    assert.match(printed, /^DELIVERED \d{4}-\d\d-\d\dT/, complaints)
  } finally {
    await rm(folder, { recursive: true })
  }
})
