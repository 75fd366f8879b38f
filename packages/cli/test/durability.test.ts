import assert from 'node:assert/strict'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Brevdue } from './run-brevdue.ts'

interface Report {
  healthy: boolean
  findings: { name: string; state: string; counts?: Record<string, number> }[]
}

describe('an installation whose database or content is away', { timeout: 240_000 }, () => {
  let brevdue: Brevdue
  const at = (...names: string[]): string => join(brevdue.dataDirectory, ...names)
  before(async () => {
    brevdue = await Brevdue.create()
    const sandbox = await brevdue.sandbox()
    assert.equal(await sandbox.stop('SIGTERM'), 0)
  })
  after(() => brevdue[Symbol.asyncDispose]())

  const compare = async (): Promise<{ code: number | null; report: Report }> => {
    const { code, stdout } = await brevdue.run('doctor', '--content', '--json')
    return { code, report: JSON.parse(stdout) as Report }
  }
  const files = () => readdir(brevdue.dataDirectory, { recursive: true })

  test('a start and a verb without the folder postgres are refused, make no database and lose no letter', async () => {
    await rename(at('postgres'), at('..', 'postgres.away'))
    const left = (await files()).sort()
    for (const args of [
      ['sandbox', '--port', '0'],
      ['add-person', '--personal-identification-number', '31818000033', '--name', 'Ola Nordmann'],
    ]) {
      const { code, stderr } = await brevdue.run(...args)
      assert.equal(code, 1)
      assert.match(stderr, /no database in .*postgres, but .*blobs/)
    }
    assert.deepEqual((await files()).sort(), left)
    await rename(at('..', 'postgres.away'), at('postgres'))
    const { code, report } = await compare()
    assert.equal(code, 0)
    assert.equal(report.findings.find(({ name }) => name === 'letters’ content')?.counts?.['missing'], 0)
  })

  test('doctor --content, sweep and confirm-clock work beside a running server and without one', async () => {
    const look = async (): Promise<void> => {
      assert.equal((await compare()).code, 0)
      const swept = await brevdue.run('sweep', '--json')
      assert.equal(swept.code, 0)
      assert.equal((JSON.parse(swept.stdout) as { unknown: number }).unknown, 0)
      assert.match((await brevdue.run('sweep')).stdout, /0 that letters need are missing/)
      const confirmed = await brevdue.run('confirm-clock', new Date().toISOString().slice(0, 10))
      assert.equal(confirmed.code, 0, confirmed.stderr)
      assert.equal((await brevdue.run('confirm-clock', '2020-02-02')).code, 1)
    }
    await look()
    const sandbox = await brevdue.sandbox()
    await look()
    assert.match((await brevdue.run('adopt-content')).stderr, /already uses the data directory/)
    await sandbox.stop('SIGTERM')
    assert.match((await brevdue.run('adopt-content')).stdout, /belong together; nothing/)
  })

  test('doctor --content fails with counts when the blobs are deleted, and the sandbox goes on', async () => {
    for (const name of await readdir(at('blobs'))) {
      if (/^[0-9a-f]{3}$/.test(name)) await rm(at('blobs', name), { recursive: true })
    }
    assert.equal((await brevdue.run('doctor')).code, 1)
    const { code, report } = await compare()
    assert.equal(code, 1)
    const { missing, documents } = report.findings.find(({ name }) => name === 'letters’ content')?.counts ?? {}
    assert.ok(missing !== undefined && missing > 5 && missing === documents)
  })
})
