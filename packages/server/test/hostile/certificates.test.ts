import { createHash } from 'node:crypto'
import { makeSelfSigned, type SelfSigned } from '../../src/keys/certificates.ts'
import { Target } from './attack.ts'
import { letterTo, partsOf, request, sending } from './signed-request.ts'

const target = new Target()
const day = 24 * 60 * 60 * 1000
let accounts = 5000

interface Registered {
  id: string
  privateKeyPem: string
}

/** An account in the register with these certificates. */
async function registered(
  certificates: readonly (SelfSigned & { revokedAt?: Date; from: Date; to: Date })[],
  active = true,
): Promise<Registered> {
  const id = String(++accounts)
  const { db } = target.server
  await db
    .insertInto('account')
    .values({
      id,
      name: `Account ${id}`,
      organisation_number: String(900_000_000 + accounts),
      part_id: null,
      permissions: [],
      active,
    })
    .execute()
  for (const { certificatePem, revokedAt, from, to } of certificates) {
    await db
      .insertInto('account_certificate')
      .values({
        account_id: id,
        fingerprint: createHash('sha256').update(certificatePem).digest('hex'),
        pem: certificatePem,
        not_before: from,
        not_after: to,
        revoked_at: revokedAt ?? null,
      })
      .execute()
  }
  return { id, privateKeyPem: certificates[0]?.privateKeyPem ?? target.sender.privateKeyPem }
}

/** A certificate that is valid from `from` days to `to` days from now. */
async function certificate(from: number, to: number, revokedAt?: Date) {
  const begin = new Date(Date.now() + from * day)
  const made = await makeSelfSigned({ subject: 'Hostile', days: to - from, from: begin })
  return {
    ...made,
    from: begin,
    to: new Date(Date.now() + to * day),
    ...(revokedAt === undefined ? {} : { revokedAt }),
  }
}

const refuses = (as: Registered, code: string, says: RegExp) =>
  target.refuses(request(target.sender, { as: as.id, keyPem: as.privateKeyPem }), {
    status: 403,
    code,
    target: '/',
    says,
  })

target.attack('a certificate that has expired', async () => {
  await refuses(await registered([await certificate(-30, -1)]), 'REVOKED_CERTIFICATE', /expired/)
})

target.attack('a certificate that is not valid yet', async () => {
  await refuses(await registered([await certificate(1, 30)]), 'REVOKED_CERTIFICATE', /not valid before/)
})

target.attack('a certificate that was revoked', async () => {
  await refuses(
    await registered([await certificate(-1, 30, new Date(Date.now() - 60_000))]),
    'REVOKED_CERTIFICATE',
    /revoked/,
  )
})

target.attack('a revoked certificate beside a good one: the revoked key is refused, the good one is not', async () => {
  const revoked = await certificate(-1, 30, new Date(Date.now() - 60_000))
  const good = await certificate(-1, 30)
  const account = await registered([revoked, good])
  await refuses(account, 'REVOKED_CERTIFICATE', /revoked/)
  const { answers } = await target.exchange(request(target.sender, { as: account.id, keyPem: good.privateKeyPem }))
  if (answers[0]?.status !== 200) throw new Error(answers[0]?.body.toString('utf8') ?? 'no answer')
})

target.attack('somebody else’s certificate: a key that is registered, for another account', async () => {
  const victim = await registered([await certificate(-1, 30)])
  const thief = await registered([await certificate(-1, 30)])
  await refuses({ ...victim, privateKeyPem: thief.privateKeyPem }, 'INVALID_SIGNATURE', /===START===/)
  const letter = letterTo(target.server.person.personalIdentificationNumber)
  const sent = sending(target.sender, partsOf(letter), { as: victim.id, keyPem: thief.privateKeyPem })
  await target.refuses(sent, { status: 403, code: 'INVALID_SIGNATURE' })
  await target.leavesNothing(letter.messageId)
})

target.attack('an account without a certificate, and one that is deactivated', async () => {
  await refuses(await registered([]), 'MISSING_CERTIFICATE', /certificate/)
  await refuses(await registered([await certificate(-1, 30)], false), 'ACCOUNT_DEACTIVATED', /deactivated/)
})

target.attack('a sender whom the caller may not act for', async () => {
  const other = await registered([await certificate(-1, 30)])
  const letter = letterTo(target.server.person.personalIdentificationNumber)
  const xml = letter.xml.replace('<recipient>', `<sender-id>${other.id}</sender-id><recipient>`)
  await target.refuses(sending(target.sender, partsOf({ ...letter, xml })), {
    status: 403,
    code: 'BROKER_NOT_AUTHORIZED',
  })
  await target.leavesNothing(letter.messageId)
})
