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

/** To be taken when a question is asked and used on its answer: leaves out what is on its way elsewhere. */
export function withoutAway(): <R extends Pick<LetterRow, 'id'>>(rows: readonly R[]) => R[] {
  const known = [...away].filter(([, state]) => state === 'done').map(([id]) => id)
  return (rows) => {
    for (const id of known) away.delete(id)
    return rows.filter(({ id }) => !away.has(id))
  }
}
