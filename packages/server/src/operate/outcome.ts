/** What an operator's verb did. Running it twice is safe: the second time it says `unchanged`. */
export interface Outcome {
  outcome: 'added' | 'changed' | 'unchanged'
  /** What was done, one sentence per fact. */
  facts: string[]
  /** What was accepted although it looks wrong. */
  warnings: string[]
}
