/** The server stops counting unread letters here: there are so many, or more (`LetterPage`). */
const mostCounted = 1000

/** Whether there may be more than the number says. */
export function isUncounted(unread: number): boolean {
  return unread >= mostCounted
}

/** A number of unread letters as it is shown. */
export function shownCount(unread: number): string {
  return isUncounted(unread) ? '999+' : String(unread)
}

/** A number after some letters were read or moved. One that was not counted to its end stays until the server counts again. */
export function countAfter(unread: number, change: number): number {
  return isUncounted(unread) ? unread : Math.max(0, unread + change)
}
