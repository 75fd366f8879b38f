/**
 * Control characters, and the invisible marks that reorder text: with them a sender could make our own words beside it
 * read backwards. Joiners stay, since some scripts and emoji need them.
 */
const unsafe = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu

/**
 * A sender's text on one line, at most so many characters; null when nothing is left. What is cut ends in an ellipsis,
 * so that nobody takes it for the whole.
 */
export function plainText(text: string | undefined, longest: number): string | null {
  const clean = (text ?? '').toWellFormed().replace(unsafe, ' ').replace(/\s+/g, ' ').trim()
  if (clean === '') return null
  const characters = Array.from(clean)
  return characters.length <= longest
    ? clean
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}
