/** What a CSS value holds once its escapes are resolved; a style sheet must not smuggle anything through them. */
interface ValueShape {
  /** Names that stand directly before an opening parenthesis, lower case. */
  functions: string[]
  /** Why browsers would read past the end of the value, when they would. */
  fault?: string
}

const forbiddenWords = /javascript|expression|url\(|https?:\/\/|\/\*|\*\//i

/** The first word that no style may hold anywhere (protocol 7.8), or undefined. */
export function forbiddenWord(css: string): string | undefined {
  return forbiddenWords.exec(css)?.[0]
}

/** Resolves CSS escapes; undefined when one stands for a character that could end or extend the style, or for none. */
export function resolveEscapes(css: string): string | undefined {
  if (!css.includes('\\')) return css
  let harmless = true
  const resolved = css.replace(/\\(?:([0-9a-fA-F]{1,6})[ \t\r\n]?|([^0-9a-fA-F\r\n])|$|)/gu, (...match) => {
    const [, hex, literal] = match as [string, string | undefined, string | undefined]
    const character = hex === undefined ? literal : codePoint(Number.parseInt(hex, 16))
    if (
      character === undefined ||
      !/^[\p{L}\p{N}\p{P}\p{S}\p{Zs}]$/u.test(character) ||
      /[<>&/\\{};@*]/.test(character)
    ) {
      harmless = false
    }
    return character ?? ''
  })
  return harmless ? resolved : undefined
}

function codePoint(code: number): string | undefined {
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code)
}

const longestValue = 10_000
const stringOrMark = /"(?:[^"\\/\n\r]|\\.)*"|'(?:[^'\\/\n\r]|\\.)*'|\\.|["'()]|[\w-]+/gs

/** Follows strings and parentheses through a value, in one pass. */
export function valueShape(value: string): ValueShape {
  const functions: string[] = []
  if (value.length > longestValue) return { functions, fault: `more than ${longestValue} characters` }
  let depth = 0
  let word = ''
  let end = 0
  for (const { 0: token, index } of value.matchAll(stringOrMark)) {
    if (index !== end) word = ''
    end = index + token.length
    if (token === '"' || token === "'") return { functions, fault: 'a string that is not closed, or has / in it' }
    if (token === '(') {
      functions.push(word.toLowerCase())
      depth++
    } else if (token === ')' && --depth < 0) return { functions, fault: 'a ) without its (' }
    // An escape may be part of a name: it then belongs to the word, and makes it one that is not known.
    word = /^[\w\\-]/.test(token) ? word + token : ''
  }
  return depth === 0 ? { functions } : { functions, fault: 'a ( that is not closed' }
}
