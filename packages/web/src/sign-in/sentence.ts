/** Words that begin a line begin with a capital. */
export function sentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase('nb') + words.slice(1)
}
