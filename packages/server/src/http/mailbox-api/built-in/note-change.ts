import type { Act } from '../../../store/activity.ts'
import { recordActivity } from '../../../store/activity.ts'
import { findKnownAddress, type KnownAddress, tellOwner } from '../../../store/built-in/tell-owner.ts'
import type { Database } from '../../../store/database.ts'
import type { Kit } from './kit.ts'
import type { Changer } from './may-change.ts'

/** In the transaction of the change, before it: where its owner is told, which the change itself may move. */
export function addressBefore({ deps }: Kit, db: Database, { mailboxId, invitation }: Changer) {
  // Until an activation is finished nothing of what worked before has changed.
  return invitation === null ? findKnownAddress({ db, keyring: deps.keyring }, mailboxId) : undefined
}

/** In the transaction of the change: what its owner can look up later, and is told at once. */
export async function noteChange(
  { deps }: Kit,
  db: Database,
  changer: Changer,
  change: { acts: readonly Act[]; to: KnownAddress | undefined; notice: Parameters<typeof tellOwner>[2] },
): Promise<void> {
  const { session, mailboxId, now } = changer
  for (const act of change.acts) await recordActivity({ db, mailboxId, level: session.level, now }, act)
  await tellOwner({ db, keyring: deps.keyring }, deps.email === undefined ? undefined : change.to, change.notice, now)
}
