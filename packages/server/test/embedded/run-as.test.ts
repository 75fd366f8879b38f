import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { chooseRunAs } from '../../src/store/embedded/run-as.ts'

const asRoot = process.getuid?.() === 0 ? {} : { skip: 'NOT TESTED: needs root' }

async function place(context: TestContext, mode: number): Promise<{ cluster: string; program: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-run-as-'))
  context.after(() => rm(directory, { recursive: true }))
  const program = join(directory, 'program')
  await writeFile(program, '', { mode: 0o755 })
  await chmod(directory, mode)
  return { cluster: join(directory, 'postgres'), program }
}

test('where the account can enter, it gets nothing beside its number', asRoot, async (context) => {
  const { cluster, program } = await place(context, 0o755)
  const runAs = await chooseRunAs(cluster, [program])
  assert.deepEqual(runAs.prefix, [])
  assert.ok((runAs.account?.uid ?? 0) > 0)
})

test('where it cannot, it gets one capability and no other', asRoot, async (context) => {
  const { cluster, program } = await place(context, 0o700)
  const { prefix, owner } = await chooseRunAs(cluster, [program])
  const [setpriv = '', ...rest] = prefix
  const status = execFileSync(setpriv, [...rest, 'cat', '/proc/self/status'], { encoding: 'utf8' })
  assert.match(status, new RegExp(`^Uid:\\s+${owner?.uid}\\s`, 'm'))
  for (const set of ['CapPrm', 'CapEff', 'CapAmb']) {
    assert.match(status, new RegExp(`^${set}:\\s+000000000000000(2|4)$`, 'm'), 'dac_override or dac_read_search')
  }
})

test('a database keeps the account that owns it', asRoot, async (context) => {
  const { program } = await place(context, 0o755)
  const owned = await mkdtemp(join(tmpdir(), 'brevdue-owned-'))
  context.after(() => rm(owned, { recursive: true }))
  execFileSync('chown', ['65534:65534', owned])
  assert.deepEqual((await chooseRunAs(owned, [program])).account, { uid: 65534, gid: 65534 })
})

test('an ordinary account runs it as itself', async (context) => {
  if (process.getuid?.() === 0) return context.skip('as root: see the life of the embedded database')
  assert.deepEqual(await chooseRunAs('/nonexistent', []), { prefix: [] })
})
