import type { Database } from '../store/database.ts'
import { accountIdProblem } from './input-checks.ts'
import { refuseInput, refuseProblems } from './operator-error.ts'
import type { Outcome } from './outcome.ts'

/**
 * Lets a broker sign for a sender.
 *
 * @throws OperatorError when either is unknown, or both are the same
 */
export async function allowBroker(
  db: Database,
  grant: { broker: string; sender: string },
  now: Date,
): Promise<Outcome> {
  refuseInput([
    accountIdProblem('--broker', grant.broker),
    accountIdProblem('--sender', grant.sender),
    grant.broker === grant.sender
      ? 'an account may always sign for itself: --broker and --sender must differ'
      : undefined,
  ])
  const known = await db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('id', 'in', [grant.broker, grant.sender])
    .execute()
  const names = new Map(known.map((account) => [account.id, account.name]))
  const unknown = (option: string, id: string): string | undefined =>
    names.has(id) ? undefined : `${option} ${id} is not registered; \`brevdue add-sender --id ${id} …\` registers it`
  refuseProblems([unknown('--broker', grant.broker), unknown('--sender', grant.sender)])
  const inserted = await db
    .insertInto('broker_grant')
    .values({ broker_id: grant.broker, sender_id: grant.sender, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('broker_id')
    .executeTakeFirst()
  const fact = `${names.get(grant.broker)} (${grant.broker}) may send for ${names.get(grant.sender)} (${grant.sender}).`
  return { outcome: inserted === undefined ? 'unchanged' : 'added', facts: [fact], warnings: [] }
}
