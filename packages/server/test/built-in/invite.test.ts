import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InviteInput, inviteOwner } from '../../src/operate/invite.ts'
import { OperatorError } from '../../src/operate/operator-error.ts'
import { aPerson } from '../../src/testing/index.ts'
import { textOf } from '../../src/testing/test-smtp.ts'
import { anOwner, type BuiltInMailbox, startBuiltIn, Visitor } from './built-in-mailbox.ts'

let place: BuiltInMailbox
before(async () => {
  place = await startBuiltIn()
})
after(() => place[Symbol.asyncDispose]())

const invited = (wish: Partial<InviteInput>, operator: { operatorName?: string; operatorContact?: string } = {}) =>
  inviteOwner(
    { ...place.at, config: { ...place.at.config, ...operator } },
    { language: 'nb', validDays: 14, reset: false, ...wish },
    place.at.clock.now,
  )

async function refusedBecause(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => assert.fail('it was accepted'),
    (error: unknown) => {
      assert.ok(error instanceof OperatorError, String(error))
      return error.problems.join('\n')
    },
  )
}

test('by national identity number or digipost address; the code and the link work, and end the earlier ones', async () => {
  const person = await aPerson(place.at)
  const { personalIdentificationNumber, digipostAddress } = person
  const first = await invited({ personalIdentificationNumber })
  assert.match(first.code ?? '', /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  assert.equal(first.link, `${place.origin}/activate#${first.code}`)
  assert.equal(new Date(first.expiresAt).getTime() - place.at.clock.now.getTime(), 14 * 86_400_000)
  const second = await invited({ digipostAddress })
  assert.match(second.facts.join(), /the code that .* had before no longer works/i)
  const visitor = new Visitor(place)
  assert.equal((await visitor.post('/api/activation', { code: first.code })).status, 401)
  assert.equal((await visitor.activate(second.code ?? '')).name, person.name)
})

test('by e-mail the code is not shown, and is in the recipient’s language', async () => {
  const { personalIdentificationNumber } = await aPerson(place.at)
  const emailAddress = 'invited@example.no'
  const { code, link, facts } = await invited({ personalIdentificationNumber, emailAddress, language: 'nn' })
  assert.deepEqual([code, link], [undefined, undefined])
  assert.match(facts.join(), /sent by e-mail/)
  const text = textOf(place.smtp.to(emailAddress).at(-1))
  assert.match(text, /Opne lenkja/)
  const sent = /\/activate#([\w-]+)/.exec(text)?.[1]
  await new Visitor(place).activate(sent ?? '')
})

test('an invitation by e-mail, names the person, the operator and where to ask, before the link', async () => {
  const person = await aPerson(place.at)
  const input = { personalIdentificationNumber: person.personalIdentificationNumber }
  await invited({ ...input, emailAddress: 'named@example.no', language: 'nb' })
  const plain = textOf(place.smtp.to('named@example.no').at(-1))
  assert.match(plain, new RegExp(`^Hei, ${person.name}!\\s+Du er invitert .*\\/activate#`, 's'))
  const operator = { operatorName: 'Fjellvik kommune', operatorContact: '22 33 44 55' }
  await invited({ ...input, emailAddress: 'asked@example.no', language: 'en' }, operator)
  const named = textOf(place.smtp.to('asked@example.no').at(-1))
  assert.match(named, /^Hello, .*Fjellvik kommune invites you .*Ask Fjellvik kommune .*: 22 33 44 55\s.*\/activate#/s)
})

test('an SMTP server that refuses the address is told of', async () => {
  const { personalIdentificationNumber } = await aPerson(place.at)
  place.smtp.refused.set('gone@example.no', 550)
  const { facts } = await invited({ personalIdentificationNumber, emailAddress: 'gone@example.no' })
  assert.match(facts.join(), /does not take e-mail to that address/)
})

test('who can sign in already is not invited again by mistake; --reset signs out everywhere and tells the owner', async () => {
  const owner = await anOwner(place)
  const { digipostAddress } = owner.person
  assert.match(await refusedBecause(invited({ digipostAddress: digipostAddress ?? '' })), /--reset/)
  assert.notEqual(await owner.visitor.session(), undefined)
  await invited({ digipostAddress: digipostAddress ?? '', reset: true })
  assert.equal(await owner.visitor.session(), undefined)
  place.at.email?.poke()
  await place.at.email?.idle()
  assert.match(textOf(place.smtp.to(owner.emailAddress).at(-1)), /ny engangskode/)
  assert.equal((await owner.visitor.passkey()).status, 200, 'until the new code has been used')
  const { body } = await owner.visitor.get<{ entries: { act: string; level: string | null }[] }>('/api/activity')
  assert.deepEqual(
    body.entries.slice(1, 3).map(({ act, level }) => [act, level]),
    [
      ['SESSION_ENDED', null],
      ['INVITED', null],
    ],
    'the operator’s doing, at nobody’s level',
  )
})

test('what cannot be is refused with everything that is wrong', async () => {
  const homeless = await aPerson(place.at, { mailbox: false })
  assert.match(await refusedBecause(invited({})), /name who is invited by one of/)
  assert.match(
    await refusedBecause(invited({ digipostAddress: 'a#1', organisationNumber: '1' })),
    /name who.*nine digits/s,
  )
  assert.match(await refusedBecause(invited({ digipostAddress: 'no.body#0000' })), /nobody is registered/)
  assert.match(await refusedBecause(invited({ digipostAddress: homeless.digipostAddress })), /has no mailbox/)
  const wrong = invited({ digipostAddress: 'a#1', validDays: 1.5, emailAddress: 'x' })
  assert.match(await refusedBecause(wrong), /--valid-days.*--e-mail/s)
  const bare = { ...place.at, config: {} }
  const input = { digipostAddress: 'a#1', language: 'nb', validDays: 1, reset: false, emailAddress: 'a@b.no' } as const
  assert.match(await refusedBecause(inviteOwner(bare, input, new Date())), /BREVDUE_PUBLIC_URL.*BREVDUE_SMTP_URL/s)
})
