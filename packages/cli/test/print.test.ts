import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

const print = new URL('../src/print.ts', import.meta.url).href
const script = `const { formatTime } = await import('${print}'); process.stdout.write(formatTime(new Date(process.argv[1])))`

test('formatTime, any time zone of the machine: the local time and its offset', () => {
  const cases = [
    ['UTC', '2026-11-28T20:05:09.999Z', '2026-11-28 20:05:09 +00:00'],
    ['Europe/Oslo', '2026-11-28T23:05:09Z', '2026-11-29 00:05:09 +01:00'],
    ['Europe/Oslo', '2026-07-01T10:00:00Z', '2026-07-01 12:00:00 +02:00'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31 20:30:00 -03:30'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01 05:45:00 +05:45'],
  ] as const
  for (const [zone, time, expected] of cases) {
    const env = { PATH: process.env['PATH'], TZ: zone }
    const args = ['--input-type=module', '-e', script, time]
    assert.equal(execFileSync(process.execPath, args, { env, encoding: 'utf8' }), expected, zone)
  }
})
