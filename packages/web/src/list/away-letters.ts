import type { LetterRow } from '@brevdue/server/mailbox-contract'

/**
 * Letters taken off the list before the server has moved them. An answer to what was asked before it had done so still
 * names them; an answer to what was asked afterwards is believed again.
 */
const away = new Map<string, 'asked' | 'done'>()

export function sendAway(letterIds: Iterable<string>): void {
  for (const id of letterIds) away.set(id, 'asked')
}

export function settleAway(letterIds: Iterable<string>): void {
  for (const id of letterIds) if (away.has(id)) away.set(id, 'done')
}

export function bringBack(letterIds: Iterable<string>): void {
  for (const id of letterIds) away.delete(id)
}

/** How often letters have begun or ended to come back, and how many such ways are not ended. */
let turns = 0
let backUnderWay = 0

/** Letters are back on the screen, and the server has yet to be told. @returns to be called when it has been */
export function beginBack(letterIds: Iterable<string>): () => void {
  bringBack(letterIds)
  turns++
  backUnderWay++
  return () => {
    turns++
    backUnderWay--
  }
}

/**
 * To be taken when a question is asked and used on its answer: whether the server may not have known of letters that
 * are back on the screen. Such an answer would take them away again.
 */
export function outrunByBack(): () => boolean {
  const before = turns
  return () => before !== turns || backUnderWay > 0
}

/** To be taken when a question is asked and used on its answer: leaves out what is on its way elsewhere. */
export function withoutAway(): <R extends Pick<LetterRow, 'id'>>(rows: readonly R[]) => R[] {
  const known = [...away].filter(([, state]) => state === 'done').map(([id]) => id)
  return (rows) => {
    for (const id of known) away.delete(id)
    return rows.filter(({ id }) => !away.has(id))
  }
}
