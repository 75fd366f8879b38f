import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface WebRow {
  what: string
  unit: 's' | 'ms' | 'kB' | 'nodes' | ''
  /** The median of `runs`. */
  measured: number
  /** Above this it is over; absent where the design sets none. */
  budget?: number
  ok: boolean
  runs: number[]
}

export interface WebFigures {
  browser: string
  /** How many rows are over their budget. */
  over: number
  rows: WebRow[]
}

/**
 * The mailbox in a browser, against the budget of its design. In a process of its own, since it speaks of the page:
 * types of the browser are not to be had elsewhere in the bench.
 */
export async function measureWeb(): Promise<WebFigures> {
  const child = fork(join(import.meta.dirname, 'web/web-process.ts'))
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the measuring process ended with ${String(code)}`)
  })
  failed.catch(() => undefined) // after the result it ends too
  const [figures] = (await Promise.race([once(child, 'message'), failed])) as [WebFigures]
  return figures
}

export function webTable({ browser, over, rows }: WebFigures): string {
  const cells = [
    ['', 'measured', 'budget', ''],
    ...rows.map(({ what, unit, measured, budget, ok }) => [
      what,
      `${measured} ${unit}`,
      budget === undefined ? '–' : `${budget} ${unit}`,
      budget === undefined ? '' : ok ? 'ok' : 'over',
    ]),
  ]
  const widest = (column: number) => Math.max(...cells.map((row) => (row[column] ?? '').length))
  const lines = cells.map(([what = '', measured = '', budget = '', verdict = '']) =>
    `${what.padEnd(widest(0))}  ${measured.padStart(widest(1))}  ${budget.padStart(widest(2))}  ${verdict}`.trimEnd(),
  )
  return `${lines.join('\n')}\n\n${over} over budget; ${browser}`
}
