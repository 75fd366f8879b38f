/** What can be done to a letter from its view. Whoever shows the view says how; focus and words afterwards are theirs. */
export interface LetterActs {
  archive: () => void
  bin: () => void
  /** Out of the archive or the bin. */
  toInbox: () => void
  deleteForGood: () => void
  markUnread: () => void
}
