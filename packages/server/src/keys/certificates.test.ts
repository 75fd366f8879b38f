import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, type TestContext, test } from 'node:test'
import { makePkcs12, makeSelfSigned, type SelfSigned } from './certificates.ts'

const from = new Date('2026-03-01T12:00:00Z')
const password = 'a pass phrase'
let made: SelfSigned

before(async () => {
  made = await makeSelfSigned({ subject: 'Ørsta Kraftlag AS', organisationNumber: '984661185', days: 30, from })
})

function written(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'brevdue-p12-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'sender.p12')
  writeFileSync(path, makePkcs12(made.privateKeyPem, made.certificatePem, password))
  return path
}

/** Runs a program that a machine may lack; then the test says so rather than passing in silence. */
function run(context: TestContext, program: string, args: string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    context.skip(`NOT TESTED: this machine has no ${program}`)
    return undefined
  }
}

test('the certificate is for the key, names its subject and ends on the day', () => {
  const certificate = new X509Certificate(made.certificatePem)
  assert.ok(certificate.checkPrivateKey(createPrivateKey(made.privateKeyPem)))
  assert.ok(certificate.verify(certificate.publicKey))
  assert.match(certificate.subject, /CN=Ørsta Kraftlag AS/)
  assert.match(certificate.subject, /serialNumber=984661185/)
  assert.equal(certificate.validToDate.toISOString(), '2026-03-31T12:00:00.000Z')
  assert.ok(certificate.validFromDate < from)
})

test('a given key is used again', async () => {
  const again = await makeSelfSigned({ subject: 'A', days: 1, from, privateKeyPem: made.privateKeyPem })
  const [one, two] = [made, again].map(({ certificatePem }) => new X509Certificate(certificatePem))
  assert.deepEqual(
    one?.publicKey.export({ type: 'spki', format: 'der' }),
    two?.publicKey.export({ type: 'spki', format: 'der' }),
  )
  assert.notEqual(one?.serialNumber, two?.serialNumber)
})

test('OpenSSL reads the PKCS #12 without its legacy module', (context) => {
  const args = ['pkcs12', '-in', written(context), '-passin', `pass:${password}`, '-nodes']
  const shown = run(context, 'openssl', args)
  if (shown === undefined) return
  assert.match(shown, /BEGIN PRIVATE KEY/)
  assert.match(shown, /BEGIN CERTIFICATE/)
})

test('Java reads the PKCS #12', (context) => {
  const args = ['-list', '-v', '-storetype', 'PKCS12', '-keystore', written(context), '-storepass', password]
  const shown = run(context, 'keytool', args)
  if (shown === undefined) return
  assert.match(shown, /PrivateKeyEntry/)
  assert.match(shown, /984661185/)
})
