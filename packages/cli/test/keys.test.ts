import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { makePkcs12, makeSelfSigned } from '@brevdue/server'
import { Brevdue } from './run-brevdue.ts'

const password = 'blåbær 1'
let brevdue: Brevdue
let folder: string
const at = (name: string): string => join(folder, name)

before(async () => {
  brevdue = await Brevdue.create()
  folder = join(brevdue.dataDirectory, '..')
  const { privateKeyPem, certificatePem } = await makeSelfSigned({ subject: 'Prøve', days: 10, from: new Date() })
  const key = createPrivateKey(privateKeyPem)
  const locked = { cipher: 'aes-256-cbc', passphrase: password }
  await writeFile(at('letter.txt'), 'Hei')
  await writeFile(at('password'), `${password}\n`)
  await writeFile(at('wrong'), 'wrong')
  await writeFile(at('plain.pem'), privateKeyPem)
  await writeFile(at('certificate.pem'), certificatePem)
  await writeFile(at('certificate.der'), new X509Certificate(certificatePem).raw)
  await writeFile(at('plain.der'), key.export({ type: 'pkcs8', format: 'der' }))
  await writeFile(at('locked.pem'), key.export({ type: 'pkcs8', format: 'pem', ...locked }))
  await writeFile(at('locked.der'), key.export({ type: 'pkcs8', format: 'der', ...locked }))
  await writeFile(at('made.p12'), makePkcs12(privateKeyPem, certificatePem, password))
  const pack = ['pkcs12', '-export', '-inkey', at('plain.pem'), '-in', at('certificate.pem'), '-out', at('openssl.p12')]
  const program: string = 'openssl'
  execFileSync(program, [...pack, '-passout', `file:${at('password')}`])
})
after(() => brevdue[Symbol.asyncDispose]())

/** With an address where no service is: CONNECTION_ERROR tells that the key was read and belongs to the certificate. */
async function send(key: string, passwordFile?: string): Promise<string> {
  const args = ['send', at('letter.txt'), '--to', '12838421227', '--subject', 'x', '--broker', '1', '--key', at(key)]
  const secret = passwordFile === undefined ? [] : ['--key-password-file', at(passwordFile)]
  const place = ['--certificate', at('certificate.der'), '--url', 'http://127.0.0.1:1']
  const { stderr } = await brevdue.run(...args, ...secret, ...place)
  assert.doesNotMatch(stderr, /DECODER|asn1|ERR_|\n {4}at /)
  return stderr
}

test('send, a key of each form with its password in a file: it is read', async () => {
  for (const key of ['plain.pem', 'plain.der']) assert.match(await send(key), /CONNECTION_ERROR/, key)
  for (const key of ['locked.pem', 'locked.der', 'made.p12', 'openssl.p12'])
    assert.match(await send(key, 'password'), /CONNECTION_ERROR/, key)
})

test('send, an encrypted key without its password or with a wrong one: one sentence about the password', async () => {
  for (const key of ['locked.pem', 'made.p12', 'openssl.p12']) assert.match(await send(key), /--key-password-file/, key)
  for (const key of ['locked.pem', 'locked.der', 'made.p12']) assert.match(await send(key, 'wrong'), /password/, key)
})

test('add-sender, a certificate in DER is registered; PKCS #12 is refused with what to run', async () => {
  const sender = ['add-sender', '--id', '7001', '--name', 'Prøve AS', '--organisation-number', '984661185']
  const refused = await brevdue.run(...sender, '--certificate', at('made.p12'))
  assert.equal(refused.code, 2)
  assert.match(refused.stderr, /must never see.*openssl pkcs12 -in/)
  const { code, stdout, stderr } = await brevdue.run(...sender, '--certificate', at('certificate.der'))
  assert.equal(code, 0, stderr)
  assert.match(stdout, /7001 \(Prøve AS\) is registered/)
})
