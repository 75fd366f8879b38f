import type { ErrorCode } from '@brevdue/protocol'

/** A rule that is broken. Rules return all they find; an operation refuses with the first code and every message. */
export interface Problem {
  code: ErrorCode
  /** What is wrong, where, whose fault it is and what to do; shown to the caller. */
  message: string
}
