import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import tls from 'node:tls'
import { loadConfig } from '../../src/config/load.ts'
import { writeEmail } from '../../src/domain/built-in/email-words.ts'
import { emailGateway } from '../../src/gateways/email.ts'
import { readSmtpUrl } from '../../src/gateways/smtp-server.ts'
import { type OutboxDeps, outboxDeps, sendOutgoing } from '../../src/jobs/email-outbox.ts'
import { makeSelfSigned } from '../../src/keys/certificates.ts'
import { createKeyring } from '../../src/keys/keyring.ts'
import { checkEmail } from '../../src/operate/doctor/email.ts'
import { postEmail } from '../../src/store/built-in/tell-owner.ts'
import { freePort, type TestDatabase, testDatabase } from '../../src/testing/index.ts'
import { startSmtp } from '../../src/testing/test-smtp.ts'

const keyring = createKeyring(Buffer.alloc(32, 5))
const mailFrom = 'Brevdue <no-reply@brevdue.example>'
const second = 1000
const news = { kind: 'new-address', code: '1234 5678', minutes: 15 } as const

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database[Symbol.asyncDispose]())

/** An outbox that sends when told to, at a time of the test's, and what it has reported. */
function outbox(smtpUrl: string) {
  const clock = { now: new Date('2026-11-23T09:00:00Z') }
  const told: string[] = []
  const tell =
    (what: string) =>
    (fact: object): void =>
      void told.push([what, ...Object.values(fact)].join(' '))
  const report: OutboxDeps['report'] = {
    emailSent: tell('sent'),
    emailRefused: tell('refused'),
    emailDelayed: tell('delayed'),
    emailTooLate: tell('too late'),
    emailsFailed: (error) => void told.push(String(error)),
  }
  const config = loadConfig({}, { smtpUrl, mailFrom, publicUrl: 'https://post.example.no' })
  const deps = outboxDeps(config, { db: database.db, keyring, clock: () => clock.now, report })!
  const post = (to: string, minutes = 15) => {
    const expiresAt = new Date(clock.now.getTime() + minutes * 60 * second)
    return postEmail({ db: database.db, keyring }, { to, language: 'nb', news }, { now: clock.now, expiresAt })
  }
  const later = (seconds: number): void => void (clock.now = new Date(clock.now.getTime() + seconds * second))
  return { deps, told, post, later, send: () => sendOutgoing(deps) }
}

const waiting = async () => (await database.db.selectFrom('outgoing_email').select('id').execute()).length

test('an address that is refused for good is not tried again; one that is refused for now is', async () => {
  await using smtp = await startSmtp()
  const { deps, told, post, later, send } = outbox(smtp.url)
  smtp.refused.set('gone@example.no', 550).set('busy@example.no', 451)
  await post('gone@example.no')
  await post('busy@example.no')
  await send()
  assert.deepEqual(told.toSorted(), ['delayed new-address 1', 'refused new-address'])
  assert.equal(await waiting(), 1)
  smtp.refused.clear()
  later(4)
  await send()
  assert.equal(smtp.received.length, 0, 'not before its time')
  later(1)
  await send()
  assert.deepEqual(
    smtp.received.map(({ to }) => to),
    [['busy@example.no']],
  )
  assert.equal(await waiting(), 0)
  deps.gateway.close()
})

test('a server that is down, then up: sent late, once, with the same Message-ID; tries become rarer', async () => {
  const port = await freePort()
  const { deps, told, post, later, send } = outbox(`smtp://127.0.0.1:${port}`)
  const id = await post('kari@example.no')
  await send()
  for (const seconds of [5, 15, 60]) {
    later(seconds - 1)
    await send()
    later(1)
    await send()
  }
  assert.deepEqual(
    told,
    [1, 2, 3, 4].map((tries) => `delayed new-address ${tries}`),
  )
  await using second = await startSmtp({ port })
  later(180)
  await send()
  await send()
  assert.equal(second.received.length, 1)
  assert.match(second.received[0]!.raw, new RegExp(`^message-id: <${id}@brevdue.example>`, 'im'))
  deps.gateway.close()
})

test('what comes too late is not sent any more', async () => {
  await using smtp = await startSmtp()
  const { deps, told, post, later, send } = outbox(smtp.url)
  await post('kari@example.no', 1)
  later(60)
  await send()
  assert.deepEqual([told, smtp.received.length, await waiting()], [['too late 1'], 0, 0])
  deps.gateway.close()
})

test('two that look at the same time send each e-mail once; one that died in between is made up for', async () => {
  await using smtp = await startSmtp()
  const { deps, post, later, send } = outbox(smtp.url)
  for (let number = 0; number < 5; number++) await post(`kari${number}@example.no`)
  await Promise.all([send(), send(), send()])
  assert.equal(smtp.received.length, 5)
  await post('kari@example.no')
  const dying: OutboxDeps = { ...deps, gateway: { ...deps.gateway, send: () => Promise.reject(new Error('killed')) } }
  await assert.rejects(sendOutgoing(dying), /killed/)
  await send()
  assert.equal(smtp.received.length, 5, 'it may still be sending')
  later(120)
  await send()
  assert.equal(smtp.received.length, 6)
  deps.gateway.close()
})

test('the outbox holds no code and no address in the clear', async () => {
  const { deps, post } = outbox('smtp://127.0.0.1:1')
  const id = await post('kari@example.no')
  const row = await database.db.selectFrom('outgoing_email').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const stored = row.sealed.toString('latin1') + JSON.stringify(row)
  assert.ok(!stored.includes('1234 5678') && !stored.includes('kari@'))
  await database.db.deleteFrom('outgoing_email').execute()
  deps.gateway.close()
})

test('STARTTLS: used, required from afar, and a certificate that is not trusted is refused', async () => {
  const made = await makeSelfSigned({ subject: 'localhost', days: 10, from: new Date() })
  await using smtp = await startSmtp({ key: made.privateKeyPem, cert: made.certificatePem })
  const url = `smtp://localhost:${smtp.port}`
  const server = { ...readSmtpUrl(url), requireTLS: true }
  const email = { id: 'a', to: 'kari@example.no', subject: 'x', text: 'y' }
  const distrusting = emailGateway(server, mailFrom)
  const refused = await distrusting.send(email)
  assert.equal(refused.outcome, 'try-again')
  assert.match(String(refused.error), /self-signed|certificate/i)
  distrusting.close()
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, made.certificatePem])
  try {
    const gateway = emailGateway(server, mailFrom)
    assert.equal((await gateway.send(email)).outcome, 'sent')
    assert.equal(smtp.received[0]?.secure, true)
    gateway.close()
  } finally {
    tls.setDefaultCACertificates(before)
  }
})

test('without STARTTLS nothing is said to a server that is not on this machine', async () => {
  await using smtp = await startSmtp()
  const gateway = emailGateway({ ...readSmtpUrl(smtp.url), requireTLS: true }, mailFrom)
  const { outcome } = await gateway.send({ id: 'a', to: 'kari@example.no', subject: 'x', text: 'y' })
  assert.deepEqual([outcome, smtp.received.length], ['try-again', 0])
  gateway.close()
})

test('where e-mail is handed over is read strictly', () => {
  assert.deepEqual(readSmtpUrl('smtps://a%40b:p%2Fq@smtp.example.no'), {
    ...{ host: 'smtp.example.no', port: 465, secure: true, requireTLS: false, ignoreTLS: false },
    auth: { user: 'a@b', pass: 'p/q' },
  })
  assert.deepEqual(readSmtpUrl('smtp://smtp.example.no'), {
    ...{ host: 'smtp.example.no', port: 587, secure: false, requireTLS: true, ignoreTLS: false },
  })
  assert.equal(readSmtpUrl('smtp://relay:25?tls=never').ignoreTLS, true)
  assert.equal(readSmtpUrl('smtp://localhost:25').requireTLS, false)
  for (const url of ['http://x', 'smtp://', 'x', 'smtp://x?tls=maybe', 'smtps://x?tls=never', 'smtp://x/path']) {
    assert.throws(() => readSmtpUrl(url), Error, url)
  }
  const problemsOf = (env: Record<string, string>) => {
    try {
      loadConfig(env)
      return ''
    } catch (error) {
      return String(error)
    }
  }
  const bad = problemsOf({ BREVDUE_SMTP_URL: 'ftp://me:hemmelig@x', BREVDUE_MAIL_FROM: 'a@b.no\r\nBcc: c@d.no' })
  assert.match(bad, /BREVDUE_SMTP_URL must look like/)
  assert.match(bad, /BREVDUE_MAIL_FROM is/)
  assert.doesNotMatch(bad, /hemmelig/)
  assert.match(problemsOf({ BREVDUE_SMTP_URL: 'smtp://localhost' }), /BREVDUE_MAIL_FROM must be set/)
  assert.match(problemsOf({ BREVDUE_OPERATOR_NAME: 'Fjellvik\nkommune' }), /BREVDUE_OPERATOR_NAME must be one line/)
  assert.match(problemsOf({ BREVDUE_OPERATOR_CONTACT: '5'.repeat(201) }), /BREVDUE_OPERATOR_CONTACT must be one line/)
  assert.match(problemsOf({ BREVDUE_TRUSTED_PROXIES: '10.0.0.0/33,proxy' }), /10\.0\.0\.0\/33.*proxy/s)
})

test('doctor asks the SMTP server, and sends nothing', async () => {
  await using smtp = await startSmtp({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, callback) =>
      password === 'riktig' ? callback(null, { user: 'a' }) : callback(new Error('no')),
  })
  const check = (smtpUrl: string) => checkEmail(loadConfig({}, { smtpUrl, mailFrom }))
  const good = await check(`smtp://me:riktig@127.0.0.1:${smtp.port}`)
  assert.equal(good?.state, 'ok', JSON.stringify(good))
  const wrong = await check(`smtp://me:hemmelig@127.0.0.1:${smtp.port}`)
  assert.deepEqual([wrong?.state, /account and password/.test(wrong?.advice ?? '')], ['failed', true])
  assert.doesNotMatch(JSON.stringify(wrong), /hemmelig/)
  const down = await check('smtp://127.0.0.1:1')
  assert.equal(down?.state, 'failed')
  assert.equal(smtp.received.length, 0)
  assert.equal(await checkEmail(loadConfig({})), undefined)
  const none = loadConfig({}, { mode: 'service', signIn: 'built-in', publicUrl: 'https://post.example.no' })
  assert.equal((await checkEmail(none))?.state, 'warning')
})

test('everything that is told, in three languages: no sender, no subject of a letter, one link home', () => {
  const link = 'https://post.example.no/x#y'
  const all = [
    { kind: 'sign-in', code: '1234 5678', link, minutes: 15 },
    { kind: 'recovery', code: '1234 5678', link, minutes: 15 },
    news,
    { kind: 'invitation', code: 'ABCD-EFGH-JKMN-PQRS', link, days: 14 },
    { kind: 'invitation', code: 'ABCD-EFGH-JKMN-PQRS', link, days: 1, name: 'Sigrid Tveit' },
    {
      kind: 'invitation',
      code: 'ABCD-EFGH-JKMN-PQRS',
      link,
      days: 1,
      operator: 'Fjellvik kommune',
      contact: 'fjellvik.example',
    },
    ...(['passkey-added', 'passkey-removed', 'password-changed', 'address-changed'] as const).map((kind) => ({ kind })),
    ...(['recovery-codes-made', 'recovered', 'activated', 'invited-again'] as const).map((kind) => ({ kind })),
  ] as const
  const seen = new Set<string>()
  for (const one of all) {
    for (const language of ['nb', 'nn', 'en'] as const) {
      const { subject, text } = writeEmail(one, language, 'https://post.example.no')
      assert.ok(subject.length > 5 && text.endsWith('\n'))
      assert.doesNotMatch(subject + text, /undefined|\{|<|\[object/)
      assert.doesNotMatch(subject, /\d/, 'a code in a subject shows on a locked screen')
      if ('code' in one) assert.ok(text.includes(one.code))
      seen.add(subject + text)
    }
  }
  assert.equal(seen.size, all.length * 3)
})

test('an e-mail whose bytes were exchanged with another’s does not go out, and stops no other', async () => {
  await using smtp = await startSmtp()
  const { told, post, later, send } = outbox(smtp.url)
  const first = await post('first@example.no')
  const moved = await post('moved@example.no')
  await database.db
    .updateTable('outgoing_email')
    .set((eb) => ({ sealed: eb.selectFrom('outgoing_email').select('sealed').where('id', '=', first) }))
    .where('id', '=', moved)
    .execute()
  await send()
  assert.deepEqual(
    smtp.received.map(({ to }) => to),
    [['first@example.no']],
  )
  assert.ok(told.includes('delayed unknown 1'), told.join())
  later(3_600)
  await send()
  assert.equal(smtp.received.length, 1)
  assert.equal(await waiting(), 0)
})

test('e-mail, domains beyond ASCII and a server without SMTPUTF8: every domain is sent in A-labels', async () => {
  await using smtp = await startSmtp({ hideSMTPUTF8: true })
  for (const from of ['Blåbær <post@blåbær.example>', 'post@blåbær.example', '"a@b" <post@BLÅBÆR.example>']) {
    const gateway = emailGateway(readSmtpUrl(smtp.url), from)
    const email = { id: 'c0ffee', to: 'kari@søndre.example', subject: 'Hei', text: 'Hei' }
    assert.equal((await gateway.send(email)).outcome, 'sent')
    gateway.close()
    const header = smtp.received.at(-1)?.raw.split('\r\n\r\n')[0] ?? ''
    assert.match(header, /^Message-ID: <c0ffee@xn--blbr-roah\.example>$/im)
    assert.match(header, /^From: .*post@xn--blbr-roah\.example/im)
    assert.match(header, /^[\t\r\n -~]+$/)
  }
})
