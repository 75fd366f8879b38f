/** The white space of HTML, CSS and the HTML rules, without what JavaScript takes for white space besides. */
function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 32 || (code >= 9 && code <= 13)
}

/** Takes ASCII white space from both ends; a pattern for the end would take quadratic time. */
export function trimSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text, start)) start++
  while (end > start && isSpace(text, end - 1)) end--
  return text.slice(start, end)
}
