import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { logOutput } from './log-output.ts'
import { createLogger } from './logger.ts'

test('each line is written at once, a fatal one too', (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'brevdue-log-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'log')
  const log = createLogger('info', logOutput(path))
  log.info('one')
  log.fatal('two')
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { msg: string }).msg),
    ['one', 'two'],
  )
})

test('where nothing can be written, the server goes on', { skip: process.platform !== 'linux' }, async () => {
  const log = createLogger('info', logOutput('/dev/full'))
  log.info('lost')
  log.fatal({ err: new Error('no space') }, 'lost as well')
  await new Promise((resolve) => setImmediate(resolve))
})
