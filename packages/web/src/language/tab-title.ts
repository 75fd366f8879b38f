/** Characters that turn the direction of what follows, and soft hyphens: a tab's title shows or obeys them. */
const unseen = /[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text that may stand in the title of a tab, where the sender's and ours share one line. */
export function tabTitle(text: string): string {
  return text.replaceAll(unseen, '')
}
