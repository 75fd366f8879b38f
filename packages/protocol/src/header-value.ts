/** A header value of the form `first; name=value; name="quoted value"`. */
export type ParametrisedValue = {
  /** What stands before the first semicolon, lower-cased and trimmed. */
  readonly first: string
  /** By lower-case name; the first of repeated names counts, so that an added one cannot change the meaning. */
  readonly parameters: ReadonlyMap<string, string>
}

const parameter = /;[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^;"]*)))?[ \t]*/y

/**
 * Reads `Content-Type` and `Content-Disposition` values (RFC 2045, RFC 2183): quoted values with escapes and bare ones,
 * white space around the signs, empty parameters. Works in time proportional to the length.
 * @returns undefined when the value is not of that form
 */
export function parseParametrisedValue(text: string): ParametrisedValue | undefined {
  const firstEnd = text.indexOf(';')
  const first = (firstEnd === -1 ? text : text.slice(0, firstEnd)).trim().toLowerCase()
  if (first === '') return undefined
  const parameters = new Map<string, string>()
  let at = firstEnd === -1 ? text.length : firstEnd
  while (at < text.length) {
    parameter.lastIndex = at
    const match = parameter.exec(text)
    if (match === null) return undefined
    at = parameter.lastIndex
    const [, name, quoted, bare] = match
    if (name === undefined) continue
    const value = quoted === undefined ? (bare ?? '').trim() : quoted.replace(/\\(.)/gs, '$1')
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value)
  }
  return { first, parameters }
}
