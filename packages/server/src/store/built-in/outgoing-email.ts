import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { newId } from '../ids.ts'

/** Written in the transaction of what the e-mail tells of, so that neither is there without the other. */
export async function writeOutgoing(
  db: Database,
  email: { seal: (id: string) => Buffer; decoy: boolean; now: Date; expiresAt: Date },
): Promise<string> {
  const id = newId(email.now)
  await db
    .insertInto('outgoing_email')
    .values({ id, sealed: email.seal(id), decoy: email.decoy, next_at: email.now, expires_at: email.expiresAt })
    .execute()
  return id
}

export interface ClaimedEmail {
  id: string
  sealed: Buffer
  /** This one included. */
  tries: number
}

/**
 * Takes the e-mails that are due for as long as `leaseMs`: whoever else looks meanwhile passes them over, and when the
 * process dies they are due again afterwards.
 */
export async function claimOutgoing(
  db: Database,
  claim: { now: Date; leaseMs: number; most: number; id?: string },
): Promise<ClaimedEmail[]> {
  const only = claim.id === undefined ? sql`` : sql`AND id = ${claim.id}`
  const { rows } = await sql<ClaimedEmail>`
    UPDATE outgoing_email SET tries = tries + 1, next_at = ${new Date(claim.now.getTime() + claim.leaseMs)}
    WHERE id IN (SELECT id FROM outgoing_email
      WHERE next_at <= ${claim.now} AND expires_at > ${claim.now} AND NOT decoy ${only}
      ORDER BY next_at LIMIT ${claim.most} FOR UPDATE SKIP LOCKED)
    RETURNING id, sealed, tries`.execute(db)
  return rows
}

export async function removeOutgoing(db: Database, id: string): Promise<void> {
  await db.deleteFrom('outgoing_email').where('id', '=', id).execute()
}

export async function retryOutgoing(db: Database, id: string, at: Date): Promise<void> {
  await db.updateTable('outgoing_email').set({ next_at: at }).where('id', '=', id).execute()
}

/** Removes what was never meant to go, and what nobody needs any more. @returns how many e-mails came too late */
export async function dropOutgoing(db: Database, now: Date): Promise<number> {
  await db.deleteFrom('outgoing_email').where('decoy', '=', true).execute()
  const result = await db.deleteFrom('outgoing_email').where('expires_at', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** When the next one is due; undefined when none is waiting. */
export async function nextOutgoing(db: Database): Promise<Date | undefined> {
  const row = await db
    .selectFrom('outgoing_email')
    .select('next_at')
    .where('decoy', '=', false)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_at
}
