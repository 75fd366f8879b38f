import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { firstFormOf } from '../../src/keys/first-form.ts'
import { endProviderSessions } from '../../src/store/provider-logout.ts'
import { sealSignIn } from '../../src/store/sealing/sign-in.ts'
import { createSession, findSession } from '../../src/store/sessions.ts'
import { passkeySeal, passwordSeal } from '../../src/store/sign-in-seal.ts'
import { findMailboxBySubject } from '../../src/store/signed-in-mailbox.ts'
import {
  anOwner,
  type BuiltInMailbox,
  type Owner,
  signInWithPassword,
  startBuiltIn,
  Visitor,
} from '../built-in/built-in-mailbox.ts'
import { sealFirst } from './first-form.ts'

/** Of `startMailbox`. */
const masterKey = Buffer.alloc(32, 7)
const issuer = 'https://login.example'
const fail = (error: unknown) => assert.fail(String(error))

describe('what the first version kept for signing in', () => {
  let place: BuiltInMailbox
  let owner: Owner
  let token: string
  before(async () => {
    place = await startBuiltIn()
    owner = await anOwner(place)
    const { db, keyring, clock } = place.at
    const { mailboxId, personId } = owner.person
    const seal = passwordSeal(keyring, mailboxId)
    const row = await db
      .selectFrom('sign_in_password')
      .selectAll()
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirstOrThrow()
    const first = (text: string) => sealFirst(masterKey, 'encrypt texts', text)
    await db
      .updateTable('sign_in_password')
      .set({ address_encrypted: first(seal.open('address_encrypted', row.address_encrypted)) })
      .set({ password_encrypted: first(seal.open('password_encrypted', row.password_encrypted)) })
      .where('mailbox_id', '=', mailboxId)
      .execute()
    const passkey = await db
      .selectFrom('passkey')
      .selectAll()
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirstOrThrow()
    const name = passkeySeal(keyring, { id: passkey.id, mailboxId }).open(
      'name_encrypted',
      passkey.name_encrypted ?? Buffer.of(),
    )
    await db.updateTable('passkey').set({ name, name_encrypted: null }).where('id', '=', passkey.id).execute()
    const provider = { issuer, subject: 'kari at home', sid: 'session 1', idToken: () => 'an.id.token' }
    const opening = { mailboxId, level: 'PASSWORD', method: 'oidc', device: null, provider } as const
    token = await createSession({ db, keyring }, opening, clock.now, { idleMs: 60_000, absoluteMs: 60_000 })
    await sql`UPDATE session SET subject = 'kari at home', provider_session = 'session 1', id_token = ${first('an.id.token')}
      WHERE issuer = ${issuer}`.execute(db)
    await sql`INSERT INTO recipient_subject VALUES (${issuer}, 'kari at home', ${personId})`.execute(db)
    await sql`DELETE FROM installation WHERE name LIKE 'sealed again: %'`.execute(db)
    keyring.firstForm = firstFormOf(masterKey)
    await sealSignIn(db, keyring, fail)
    keyring.firstForm = undefined
  })
  after(() => place[Symbol.asyncDispose]())

  test('works as before after it was sealed again: password, passkey and its name', async () => {
    const visitor = new Visitor(place)
    await signInWithPassword(visitor, owner)
    assert.equal((await owner.visitor.passkey()).status, 200)
    const methods = await owner.visitor.get<{ passkeys: { name: string }[] }>('/api/sign-in-methods')
    assert.deepEqual(
      methods.body.passkeys.map(({ name }) => name),
      ['Telefonen'],
    )
  })

  test('a session keeps its id token, and ends by the provider’s names for it', async () => {
    const { at } = place
    const session = await findSession(at, token, at.clock.now)
    assert.equal(session?.provider?.idToken(), 'an.id.token')
    const other = { issuer: 'https://other.example', sid: 'session 1', subject: null }
    assert.equal((await endProviderSessions(at, other)).length, 0)
    assert.equal((await endProviderSessions(at, { issuer, sid: 'session 1', subject: 'kari at home' })).length, 1)
  })

  test('a linked subject is found', async () => {
    assert.equal(await findMailboxBySubject(place.at, issuer, 'kari at home'), owner.person.mailboxId)
    assert.equal(await findMailboxBySubject(place.at, 'https://other.example', 'kari at home'), undefined)
  })

  test('one owner’s password in another’s row opens nothing, and the row stays', async () => {
    const thief = await anOwner(place)
    const { db } = place.at
    await sql`UPDATE sign_in_password SET password_encrypted =
      (SELECT password_encrypted FROM sign_in_password WHERE mailbox_id = ${thief.person.mailboxId})
      WHERE mailbox_id = ${owner.person.mailboxId}`.execute(db)
    const visitor = new Visitor(place)
    const body = { emailAddress: owner.emailAddress, password: thief.password }
    const { status, body: answer } = await visitor.post('/api/sign-in/password', body)
    assert.deepEqual([status, answer.code], [500, 'NOT_GENUINE'])
  })

  test('what does not open is reported and left as it is, and holds nothing up', async () => {
    const { db, keyring } = place.at
    await sql`UPDATE sign_in_password SET address_encrypted = '\\x01aa' WHERE mailbox_id = ${owner.person.mailboxId}`.execute(
      db,
    )
    await sql`DELETE FROM installation WHERE name LIKE 'sealed again: %'`.execute(db)
    keyring.firstForm = firstFormOf(masterKey)
    const faults: unknown[] = []
    await sealSignIn(db, keyring, (error) => faults.push(error))
    keyring.firstForm = undefined
    assert.match(String(faults), /address_encrypted of sign_in_password/)
    const left = await db.selectFrom('sign_in_password').select('mailbox_id').execute()
    assert.ok(left.some((row) => row.mailbox_id === owner.person.mailboxId))
  })
})
