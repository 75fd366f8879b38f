/** One thing in an HTML letter that the rules of protocol 7.8 do not allow. */
export interface Violation {
  what: string
  /** 1-based, in the HTML as received */
  line: number
  column: number
}

/** Stops the reading of a letter that cannot be accepted any more. */
export class TooManyViolations extends Error {
  override name = 'TooManyViolations'
}
