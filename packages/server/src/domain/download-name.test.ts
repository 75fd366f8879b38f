import assert from 'node:assert/strict'
import { test } from 'node:test'
import { downloadName } from './download-name.ts'

const letter = {
  receivedAt: new Date('2026-11-23T10:00:00Z'),
  sender: 'Fjellvik kommune',
  subject: 'Vedtak' as string | null,
  fileType: 'pdf',
  sensitive: false,
}

test('day, sender, subject and extension', () => {
  assert.equal(downloadName(letter), '2026-11-23 Fjellvik kommune – Vedtak.pdf')
})

test('a sensitive letter tells only the day', () => {
  assert.equal(downloadName({ ...letter, sensitive: true }), '2026-11-23 brev.pdf')
})

test('the day is the one in Norway', () => {
  assert.equal(
    downloadName({ ...letter, receivedAt: new Date('2026-11-23T23:30:00Z') }),
    '2026-11-24 Fjellvik kommune – Vedtak.pdf',
  )
})

test('no subject, no dangling dash', () => {
  assert.equal(downloadName({ ...letter, subject: null }), '2026-11-23 Fjellvik kommune.pdf')
})

test('paths, control characters and direction marks do not survive', () => {
  const name = downloadName({ ...letter, subject: '../../etc/pas\u0000swd\r\nX: y\u202Efdp.exe', fileType: 'p/d f' })
  assert.equal(name, '2026-11-23 Fjellvik kommune – etc pas swd X y fdp.exe.pdf')
})

test('long subjects are cut', () => {
  const name = downloadName({ ...letter, sender: 'ø'.repeat(300), subject: '🕊'.repeat(300), fileType: 'x'.repeat(60) })
  assert.ok(Buffer.byteLength(name) <= 255, String(Buffer.byteLength(name)))
  assert.match(name, /\.x{29}$/)
})
