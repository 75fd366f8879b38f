import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import { codeBytes, readCode, writeCode } from '../../../domain/built-in/one-time-code.ts'
import { throttles } from '../../../domain/built-in/throttle.ts'
import { replaceRecoveryCodes } from '../../../store/built-in/recovery-codes.ts'
import type { RecoveryCodes } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { hashRecoveryCode } from './codes.ts'
import { inTransaction, type Kit } from './kit.ts'
import { changerOf, sendMayNotChange } from './may-change.ts'
import { addressBefore, noteChange } from './note-change.ts'
import { builtInSchemas as schemas } from './schemas.ts'
import { countBy, sendTooMany } from './throttling.ts'

const howMany = 10

/** POST /api/sign-in-methods/recovery-codes: shown once, kept as hashes. */
export const makeRecoveryCodes =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app) => {
    const options = {
      schema: { body: schemas.nothing, response: { 201: schemas.recoveryCodes } },
      config: { sessions: 'any', extendsSession: true },
    } as const
    app.post('/api/sign-in-methods/recovery-codes', options, async (request, reply) => {
      const changer = await changerOf(kit, request)
      if (changer === undefined) return sendMayNotChange(reply)
      const { mailboxId, invitation, now } = changer
      const until = await countBy(kit, throttles.change, mailboxId)
      if (until !== null) return sendTooMany(kit, reply, until)
      const codes = Array.from({ length: howMany }, () => writeCode(randomBytes(codeBytes)))
      const codeHashes = codes.map((code) => hashRecoveryCode(kit.deps.keyring, mailboxId, readCode(code) ?? ''))
      await inTransaction(kit, async (db) => {
        await replaceRecoveryCodes(db, { mailboxId, invitationId: invitation?.id ?? null, codeHashes, now })
        const to = await addressBefore(kit, db, changer)
        await noteChange(kit, db, changer, { acts: ['RECOVERY_CODES_MADE'], to, notice: 'recovery-codes-made' })
      })
      return reply.code(201).send({ codes } satisfies RecoveryCodes)
    })
  }
