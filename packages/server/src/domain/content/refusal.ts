import { MailError } from '@brevdue/protocol'
import type { Likeness } from './signatures.ts'

/** A document whose content cannot be sent as the type that it states. */
export interface Mismatch {
  stated: string
  code: 'BAD_CONTENT' | 'INVALID_PDF_CONTENT' | 'INVALID_HTML_CONTENT'
  /** What is wrong with it as content of the stated type: a sentence about "it". */
  fault: string
  likeness: Likeness
  /** The types among the likely ones that the content could be sent as. */
  possible: readonly string[]
  /** The stated type is text, which must be UTF-8. */
  isText: boolean
}

/**
 * The one place where a refusal of content is put into words: what was stated, what is wrong, what the content looks
 * like when that is something else, and what to do. What is said to be of the stated type is never to be stated.
 */
export function contentRefusal(mismatch: Mismatch): MailError {
  const { stated, code, fault } = mismatch
  const [what, advice] = isOfStatedType(mismatch) ? damaged(mismatch) : other(mismatch)
  return new MailError(code, `The document says file-type "${stated}", ${what}: ${fault}. ${advice}`)
}

const isOfStatedType = ({ stated, likeness }: Mismatch): boolean => likeness.types.includes(stated)

function damaged({ likeness, isText }: Mismatch): [string, string] {
  return [
    `and its content looks like ${likeness.words}, but one that cannot be accepted`,
    isText ? 'The sender must correct it and send it again.' : 'The sender must make it anew and send it again.',
  ]
}

function other({ stated, likeness, possible, isText }: Mismatch): [string, string] {
  const what = `but its content looks like ${likeness.words}`
  if (isText && isOtherEncoding(likeness)) return [what, 'The sender must convert it to UTF-8 and send it again.']
  const [type] = possible
  if (type !== undefined) {
    return [what, `The sender must send content of the type "${stated}", or state file-type "${type}".`]
  }
  const nothingElse = likeness.types.length > 0 ? 'It is damaged as that, too. ' : ''
  return [what, `${nothingElse}The sender must send content of the type "${stated}".`]
}

const isOtherEncoding = ({ words }: Likeness): boolean => words.startsWith('text in ')
