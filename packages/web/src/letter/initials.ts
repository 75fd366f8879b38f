/** Two letters for the sender's square: of the first two words, or the first two of a single one. */
export function initialsOf(name: string | null): string {
  const words = (name ?? '').match(/[\p{L}\p{N}]+/gu) ?? []
  const [first = '', second] = words
  const letters = second === undefined ? first.slice(0, 2) : first.charAt(0) + second.charAt(0)
  return letters === '' ? '?' : letters.toLocaleUpperCase('nb')
}
