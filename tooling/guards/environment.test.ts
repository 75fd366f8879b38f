import assert from 'node:assert/strict'
import test from 'node:test'
import { places, trackedTexts } from './tracked.ts'

test('in the server, config/ and the process itself alone read the environment', () => {
  const readers = [...trackedTexts()]
    .filter(({ path }) => path.startsWith('packages/server/src/') && !path.endsWith('.test.ts'))
    .filter(({ path }) => !/\/(config|testing)\/|\/main\.ts$/.test(path))
    .flatMap(({ path, text }) => places(path, text, /process\.env|process\['env'\]|\benv\b.*from 'node:process'/g))
  assert.deepEqual(
    readers.map(({ at }) => at),
    [],
  )
})

test('protocol, client and the domain read no environment, clock or chance of their own', () => {
  const impure = [...trackedTexts()]
    .filter(({ path }) => /^packages\/(protocol\/src|server\/src\/domain)\/.*(?<!\.test)\.ts$/.test(path))
    .filter(({ path }) => !path.startsWith('packages/protocol/src/multipart/'))
    .flatMap(({ path, text }) =>
      places(path, text, /process\.env|Date\.now\(\)|new Date\(\)|Math\.random\(\)|randomUUID\(/g),
    )
  assert.deepEqual(
    impure.map(({ at, match }) => `${at} ${match}`),
    [],
  )
})
