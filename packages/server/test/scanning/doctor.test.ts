import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { checkScanner } from '../../src/operate/doctor/scanner.ts'
import { noClamd, testClamd } from './test-clamd.ts'

test('doctor says that the scanner answers, and with what; or that it does not', { skip: noClamd }, async () => {
  await using running = await testClamd()
  const look = () => checkScanner({ scanner: running.socketUrl })
  const away = await look()
  assert.equal(away?.state, 'failed')
  assert.match(away?.finding ?? '', /does not answer/)
  await running.start()
  const there = await look()
  assert.equal(there?.state, 'ok')
  assert.match(there?.finding ?? '', /answers: ClamAV /)
})

test('where none is set up there is nothing to say', async () => {
  assert.equal(await checkScanner({}), undefined)
})

test('an address that cannot be one is told at the start', () => {
  assert.equal(loadConfig({ BREVDUE_SCANNER: 'clamd://[::1]:3310' }).scanner, 'clamd://[::1]:3310')
  assert.throws(() => loadConfig({ BREVDUE_SCANNER: 'localhost:3310' }), /BREVDUE_SCANNER is “localhost:3310”; it must/)
})
