import { MailError } from '@brevdue/protocol'
import type { Problem } from '../domain/problem.ts'

/**
 * Refuses when there are problems: with the code of the first, since the wire has room for one, and with what all of
 * them say, so that a sender can put everything right at once.
 */
export function refuse(problems: readonly Problem[]): void {
  const [first, ...others] = problems
  if (first === undefined) return
  const also = others.slice(0, 20).map(({ code, message }) => `\n${code}: ${message}`)
  throw new MailError(first.code, `${first.message}${also.join('')}`)
}
