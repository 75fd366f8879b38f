/** Whether the letter begins with the one document type that the HTML rules keep (protocol 7.8). */
export function hasHtmlDoctype(letter: string): boolean {
  return /^\s*<!doctype html>/i.test(letter)
}
