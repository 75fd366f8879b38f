import type { LetterCursor } from '../../store/letters.ts'

const shape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Opaque to the client, and holding nothing that the page before it did not show. */
export function writeCursor(cursor: LetterCursor): string {
  return Buffer.from(`${cursor.visibleAt}~${cursor.id}`, 'utf8').toString('base64url')
}

/** Undefined when it is not one of ours. */
export function readCursor(text: string): LetterCursor | undefined {
  const [, visibleAt, id] = shape.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? []
  if (visibleAt === undefined || id === undefined || !isMoment(visibleAt)) return undefined
  return { visibleAt, id }
}

/** Of the calendar that the database knows too: JavaScript takes 30 February for 2 March, and the year 0 for a year. */
function isMoment(text: string): boolean {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1) return false
  return moment.toISOString().slice(0, 23) === text.slice(0, 23)
}
