import assert from 'node:assert/strict'
import { createCipheriv, createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { type Clamd, clamd } from '../../src/gateways/clamd.ts'
import { readClamdAddress } from '../../src/gateways/clamd-address.ts'
import { marker, noClamd, signature, type TestClamd, testClamd } from './test-clamd.ts'

/** A PDF with one compressed file in it. @param lock what is done to the file's bytes, and the objects that say so */
function pdfWith(file: string, lock?: { of: (bytes: Buffer) => Buffer; trailer: string }): Buffer {
  const packed = deflateSync(file)
  const bytes = lock?.of(packed) ?? packed
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.txt) 4 0 R] >> >> >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    '<< /Type /Filespec /F (a.txt) /EF << /F 5 0 R >> >>',
    `<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream`,
  ]
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const rows = objects.map((body, at) => {
    const row = `${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return row
  })
  const trailer = `<< /Size 6 /Root 1 0 R ${lock?.trailer ?? ''} >>`
  text += `xref\n0 6\n0000000000 65535 f \n${rows.join('')}trailer\n${trailer}\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** As with a password that is not known: the bytes are noise to everyone else. */
function locked(): { of: (bytes: Buffer) => Buffer; trailer: string } {
  const key = createHash('sha256').update('hemmelig').digest()
  const hex = (length: number): string => `<${'5a'.repeat(length)}>`
  const filter = '/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF'
  const parts = `/U ${hex(48)} /UE ${hex(32)} /O ${hex(48)} /OE ${hex(32)} /Perms ${hex(16)}`
  return {
    of: (bytes) => {
      const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16))
      return Buffer.concat([Buffer.alloc(16), cipher.update(bytes), cipher.final()])
    },
    trailer: `/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 ${filter} ${parts} >> /ID [<00> <00>]`,
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

describe('clamd and the files in a PDF', { skip: noClamd }, () => {
  let running: TestClamd
  let scanner: Clamd
  before(async () => {
    running = await testClamd()
    await running.start()
    scanner = clamd(readClamdAddress(running.url))
  })
  after(() => running[Symbol.asyncDispose]())

  test('what is in a compressed file of the PDF is found', async () => {
    const pdf = pdfWith(`before ${marker} after`)
    assert.equal(pdf.includes(marker), false)
    const found = { kind: 'withheld', reason: 'malware', signature: `${signature}.UNOFFICIAL` }
    assert.deepEqual(await scanner.scan(once(pdf)), found)
  })

  test('a file without it is clean', async () => {
    assert.deepEqual(await scanner.scan(once(pdfWith('Hei!'))), { kind: 'clean' })
  })

  test('what is in a PDF with a password is not found: SECURITY.md says so, and the letter page marks it', async () => {
    const verdict = await scanner.scan(once(pdfWith(`before ${marker} after`, locked())))
    assert.notEqual('reason' in verdict ? verdict.reason : undefined, 'malware')
  })
})
