/** One thing in an HTML letter that is not shown as it was written, or that refuses the letter. */
export interface Remark {
  what: string
  /** 1-based, in the HTML as received */
  line: number
  column: number
}

/** Stops the reading of a letter that cannot be accepted any more. */
export class TooManyFaults extends Error {
  override name = 'TooManyFaults'
}
