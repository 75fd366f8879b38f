import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const bin = join(root, 'packages/cli/bin')

async function temporary(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-launcher-'))
  context.after(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }))
  return directory
}

const launchers: [string, string[], NodeJS.Signals][] = [
  ['npx', ['brevdue', 'sandbox', '--port', '0'], 'SIGTERM'],
  ['npx', ['brevdue', 'sandbox', '--port', '0'], 'SIGKILL'],
  ['npm', ['start', '--', '--port', '0'], 'SIGTERM'],
  ['npm', ['start', '--', '--port', '0'], 'SIGHUP'],
]

for (const [program, args, signal] of launchers) {
  test(`${program} ${args[0]} that is sent ${signal}: server and database stop`, async (context) => {
    const data = await temporary(context)
    const child = spawn(program, args, {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], BREVDUE_DATA: data },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    context.after(() => endGroup(child))
    await untilReady(child)
    const { url } = JSON.parse(await readFile(join(data, 'sandbox.json'), 'utf8')) as { url: string }
    assert.equal((await fetch(`${url}/health/live`)).status, 200)

    child.kill(signal)
    const deadline = Date.now() + 20_000
    while (Date.now() < deadline && ((await answers(url)) || (await hasPostgres(data)))) await pause(50)
    assert.deepEqual(
      { server: await answers(url), database: await hasPostgres(data) },
      { server: false, database: false },
    )
  })
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      if (printed.includes('Ctrl-C')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${printed}`)))
  })
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    () => true,
    () => false,
  )
}

function hasPostgres(data: string): Promise<boolean> {
  return readFile(join(data, 'postgres/postmaster.pid')).then(
    () => true,
    () => false,
  )
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function run(node: string, script: string, args: readonly string[] = []): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(node, [script, ...args], { cwd: '/' }, (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }))
  })
}

test('brevdue, packages that were not installed: one sentence with what to run', async (context) => {
  const directory = await temporary(context)
  await mkdir(join(directory, 'packages/cli'), { recursive: true })
  for (const part of ['bin', 'src', 'package.json'])
    await cp(join(root, 'packages/cli', part), join(directory, 'packages/cli', part), { recursive: true })
  const { code, stderr } = await run(process.execPath, join(directory, 'packages/cli/bin/brevdue.js'), ['--version'])
  assert.equal(code, 1)
  assert.match(
    stderr,
    /^Brevdue cannot start\.\nA package that Brevdue needs is not installed \(.*\)\. Run: npm ci .*\n$/,
  )
})

const oldNode = await findOldNode()
test('brevdue, a Node that is too old: one sentence with what to run', {
  skip: oldNode === undefined && 'NO OLDER NODE IN PATH',
}, async () => {
  const { code, stderr } = await run(oldNode ?? '', join(bin, 'brevdue.js'), ['sandbox'])
  assert.equal(code, 1)
  assert.match(stderr, /^Brevdue cannot start\.\nBrevdue runs on Node 24 or newer, and this is Node \d[^\n]*\n$/)
})

/** A Node of the machine's own beside the one that runs the tests. */
async function findOldNode(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const node = join(folder, 'node')
    const version = await new Promise<string>((resolve) =>
      execFile(node, ['-p', 'process.versions.node'], (error, stdout) => resolve(error ? '' : stdout)),
    )
    if (version !== '' && Number.parseInt(version, 10) < 24) return node
  }
  return undefined
}
