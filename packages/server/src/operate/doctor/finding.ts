/** What doctor found about one thing. */
export interface Finding {
  name: string
  state: 'ok' | 'warning' | 'failed'
  finding: string
  /** What the operator can do about it. */
  advice?: string
  /** What was counted, for programs. */
  counts?: Record<string, number>
}

export const ok = (name: string, finding: string): Finding => ({ name, state: 'ok', finding })
export const warning = (name: string, finding: string, advice: string): Finding => ({
  name,
  state: 'warning',
  finding,
  advice,
})
export const failed = (name: string, finding: string, advice: string): Finding => ({
  name,
  state: 'failed',
  finding,
  advice,
})

/** The reason of a failure in one line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
