import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load.ts'
import { type Option, options } from './options.ts'
import { unknownVariables } from './unknown-variables.ts'

test('a misspelt variable is named together with the nearest known one', () => {
  const meant = {
    BREVDUE_BINDAYS: 'BREVDUE_BIN_DAYS',
    BREVDUE_SESION_IDLE_MINUTES: 'BREVDUE_SESSION_IDLE_MINUTES',
    brevdue_data: 'BREVDUE_DATA',
    BREVDUE_DATA_DIRECTORY: 'BREVDUE_DATA',
    BREVDUE_PORT: 'PORT',
    BREVDUE_DATABASE_URL: 'DATABASE_URL',
    BREVDUE_DATABASE_URL_FILE: 'DATABASE_URL_FILE',
    BREVDUE_SMTP: 'BREVDUE_SMTP_URL',
    BREVDUE_OIDC_SECRET_FILE: undefined,
    BREVDUE_SERVICE_HOST: undefined,
    BREVDUE_X: undefined,
  }
  for (const [variable, nearest] of Object.entries(meant)) {
    const advice = nearest === undefined ? 'docs/reference/configuration.md lists all' : `did you mean ${nearest}?`
    assert.deepEqual(unknownVariables({ [variable]: 'x' }), [`${variable} is not known and has no effect; ${advice}`])
  }
})

test('a path to something that is no secret is told to be written out', () => {
  assert.deepEqual(unknownVariables({ BREVDUE_PUBLIC_URL_FILE: '/run/x' }), [
    'BREVDUE_PUBLIC_URL_FILE is not known and has no effect: only secrets are read from a file; set BREVDUE_PUBLIC_URL',
  ])
})

test('known variables and those of other programs are passed over', () => {
  const all = new Map(Object.values<Option>(options).map(({ variable }) => [variable, 'x']))
  const others = { PATH: '/bin', PORTS: '1', MY_BREVDUE_DATA: 'x', 'BREVDUE_\u001b[31m': 'x' }
  const env: Record<string, string> = {
    ...Object.fromEntries(all),
    BREVDUE_SMTP_URL_FILE: '/x',
    DATABASE_URL_FILE: '/x',
    ...others,
  }
  assert.deepEqual(unknownVariables(env), [])
})

test('the configuration bears the warning, and a refusal names it beside its problems, without the value', () => {
  const misspelt = { BREVDUE_SMTPURL: 'smtp://a:secret@host' }
  const sentence = 'BREVDUE_SMTPURL is not known and has no effect; did you mean BREVDUE_SMTP_URL?'
  assert.deepEqual(loadConfig(misspelt).warnings, [sentence])
  assert.throws(
    () => loadConfig({ ...misspelt, PORT: 'x' }),
    (error) => error instanceof ConfigError && error.problems.length === 2 && error.problems[1] === sentence,
  )
})
