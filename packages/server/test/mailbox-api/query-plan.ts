import assert from 'node:assert/strict'
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import type { Database } from '../../src/store/database.ts'

/** One step of a plan, as PostgreSQL tells it in JSON; only what we look at. */
interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Heap Fetches'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  'Sort Key'?: string[]
  Plans?: Node[]
}

export type PlanMode = 'force_custom_plan' | 'force_generic_plan'

/**
 * Runs a query and tells how PostgreSQL went about it. `force_generic_plan` is what a statement prepared once gets after
 * a few uses: a plan that does not know the values.
 */
export async function planOf(
  at: { db: Database; databaseUrl: string },
  query: RawBuilder<unknown>,
  mode: PlanMode,
): Promise<Node[]> {
  const { sql, parameters } = query.compile(at.db)
  const client = new pg.Client({ connectionString: at.databaseUrl })
  await client.connect()
  try {
    await client.query(`set plan_cache_mode = ${mode}`)
    await client.query(`prepare asked as ${sql}`)
    const values = parameters.map((value) =>
      typeof value === 'number'
        ? String(value)
        : pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value)),
    )
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
      `explain (analyze, buffers, format json) execute asked(${values.join()})`,
    )
    const [top] = rows[0]?.['QUERY PLAN'] ?? []
    assert.ok(top !== undefined)
    return flat(top.Plan)
  } finally {
    await client.end()
  }
}

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]

/** How many rows a step has read, whether or not it has kept them. */
const rowsRead = (node: Node): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops']

/** One range of one index over `letter`, of at most this many rows; nothing sorted but those; nothing read whole. */
export function assertOneRange(plan: Node[], wish: { index: string; rows: number; blocks: number }): void {
  const told = JSON.stringify(plan, (key, value: unknown) => (key === 'Plans' ? undefined : value), 1)
  const onLetters = plan.filter((node) => node['Relation Name'] === 'letter')
  assert.equal(onLetters.length, 1, told)
  const [range] = onLetters
  assert.ok(range !== undefined)
  assert.match(range['Node Type'], /^Index (Only )?Scan$/, told)
  assert.equal(range['Index Name'], wish.index, told)
  assert.equal(range['Actual Loops'], 1, told)
  assert.ok(rowsRead(range) <= wish.rows, `${rowsRead(range)} rows read\n${told}`)
  for (const node of plan) {
    assert.doesNotMatch(node['Node Type'], /^(Bitmap|Tid)/, told)
    // The accounts are few: reading them whole is the quickest.
    if (node['Relation Name'] !== 'account') assert.notEqual(node['Node Type'], 'Seq Scan', told)
    if (/Sort/.test(node['Node Type'])) assert.ok(rowsRead(node) <= wish.rows, told)
  }
  const [top] = plan
  assert.ok(top !== undefined)
  const blocks = top['Shared Hit Blocks'] + top['Shared Read Blocks']
  assert.ok(blocks <= wish.blocks, `${blocks} blocks\n${told}`)
}
