import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePostgresVersion } from '../../store/postgres-releases.ts'
import { testDatabase } from '../../testing/index.ts'
import { checkPostgresAge, postgresAgeFinding } from './postgres-age.ts'

const november = new Date('2026-11-28T12:00:00Z')
const find = (text: string, kind: 'embedded' | 'external' = 'external', now = november) =>
  postgresAgeFinding(parsePostgresVersion(text), kind, now)

test('a PostgreSQL before a known release, warns with age, the release and how many vulnerabilities it fixes', () => {
  const finding = find('18.4', 'embedded')
  assert.equal(finding.state, 'warning')
  assert.match(finding.finding, /^PostgreSQL 18\.4 of 2026-05-14, which is 198 days old; known fixes are missing/)
  assert.match(finding.finding, /18\.6 is of 2026-08-13, with fixes for 28 vulnerabilities/)
  assert.match(finding.advice ?? '', /DATABASE_URL/)
  assert.match(find('17.9 (Debian 17.9-1.pgdg13+1)').finding, /17\.11 .* 39 vulnerabilities/)
  assert.match(find('16.13').advice ?? '', /minor release/)
})

test('a PostgreSQL between two known releases, warns although its own day is not known', () => {
  assert.match(find('18.5').finding, /^PostgreSQL 18\.5; known fixes are missing: 18\.6/)
  assert.match(find('18.0').finding, /^PostgreSQL 18\.0; known fixes are missing: 18\.6 .* 46 vulnerabilities/)
})

test('the newest known release and later ones, pass', () => {
  for (const version of ['18.6', '17.11', '16.15', '15.19', '18.7', '18.6 (Ubuntu 18.6-1.pgdg24.04+1)', '18.6.1']) {
    assert.equal(find(version).state, 'ok', version)
  }
})

test('the newest known release after two later dates of release, warns that the table ends', () => {
  const finding = find('18.6', 'external', new Date('2027-06-01T00:00:00Z'))
  assert.equal(finding.state, 'warning')
  assert.match(finding.finding, /later releases than of 2026-08-13 are not known/)
})

test('a major version after its last fixes, or an unknown one, warns', () => {
  assert.match(find('14.24').finding, /no fixes any more since 2026-11-12/)
  assert.equal(find('14.24', 'external', new Date('2026-11-12T09:00:00Z')).state, 'ok')
  assert.match(find('13.23').finding, /no fixes any more$/)
  assert.match(find('19beta3').finding, /^PostgreSQL 19beta3: .* does not know that major version/)
})

test('a real server, is found with the version that it says', async () => {
  await using database = await testDatabase()
  const finding = await checkPostgresAge(database.db, 'embedded', november)
  assert.match(finding.finding, /^PostgreSQL \d+\.\d+/)
})
