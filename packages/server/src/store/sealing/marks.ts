import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'

/** What an older version left to be sealed again. Each has a mark in the database from when nothing of it is left. */
export const olderParts = ['register', 'sign-in', 'documents'] as const
export type OlderPart = (typeof olderParts)[number]

const nameOf = (part: OlderPart) => `sealed again: ${part}`
/** Keyed: a mark that another installation has made, or anybody without the key, is none. */
const valueOf = (keyring: Keyring, part: OlderPart) => keyring.hashFor('sealed again', part)

/** What is still to be sealed again. */
export async function unsealedParts(db: Database, keyring: Keyring): Promise<OlderPart[]> {
  const rows = await db.selectFrom('installation').selectAll().where('name', 'in', olderParts.map(nameOf)).execute()
  const marks = new Map(rows.map(({ name, value }) => [name, value]))
  return olderParts.filter((part) => {
    const mark = marks.get(nameOf(part))
    const expected = valueOf(keyring, part)
    return mark?.length !== expected.length || !timingSafeEqual(mark, expected)
  })
}

/** From now on the first sealed form is not accepted in these parts. */
export async function markSealed(db: Database, keyring: Keyring, parts: readonly OlderPart[]): Promise<void> {
  if (parts.length === 0) return
  await db
    .insertInto('installation')
    .values(parts.map((part) => ({ name: nameOf(part), value: valueOf(keyring, part) })))
    .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
    .execute()
}
